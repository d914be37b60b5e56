package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.Snapshot;
import dev.rollforward.StagedFragments;
import dev.rollforward.TableGroup;
import dev.rollforward.lance.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows are staged by workers, processes of their own, and committed once by a driver. */
@Timeout(180)
class WorkersTest {
  private final URI root = S3Server.newRoot();
  private final URI endpoint = S3Server.shared().endpoint();
  private final OpenOptions options = S3Server.open(endpoint).patience(Duration.ZERO).build();

  /**
   * Three workers, of which one dies after it has staged and before it answers, and another works
   * twice; and a driver that dies after it has moved one of two tables. The next driver does the
   * same again, by the id.
   */
  @Test
  void workersAndDriverMayDieAndEachRowIsThereOnce() throws IOException {
    try (GroupAtUri group = new GroupAtUri(root, options)) {
      group.create("a", "b");
      String target = target(group, "a");
      List<StagedFragments> forA = new ArrayList<>();
      List<StagedFragments> twins = new ArrayList<>();
      StagedFragments forB;
      try (ChildJvm one = worker();
          ChildJvm two = worker();
          ChildJvm three = worker()) {
        ask(one, 1, target);
        ask(two, 2, target);
        ask(three, 3, target);
        three.kill();
        forA.add(TableGroup.stagedFragments(one.hear()));
        forA.add(TableGroup.stagedFragments(two.hear()));
        ask(one, 3, target);
        forA.add(TableGroup.stagedFragments(one.hear()));
        ask(two, 3, target);
        twins.add(TableGroup.stagedFragments(two.hear()));
        ask(two, 4, target(group, "b"));
        forB = TableGroup.stagedFragments(two.hear());
      }
      assertThat(group.numbers("a")).containsExactly(0L);

      OperationId id = new OperationId("job-1");
      dyingDriver(id, "AfterCommitTable", forA.get(0), forB);
      CommitResult second =
          group
              .group()
              .begin(id)
              .append("a", forA.subList(0, 1))
              .append("b", List.of(forB))
              .commit();
      assertThat(second).isInstanceOf(CommitResult.Rejected.class);
      assertThat(group.numbers("a")).containsExactly(0L);

      OperationId again = new OperationId("job-1-again");
      for (boolean isRepeat : new boolean[] {false, true}) {
        CommitResult result =
            group.group().begin(again).append("a", forA).append("b", List.of(forB)).commit();
        assertThat(result).isInstanceOf(Committed.class);
        assertThat(((Committed) result).isRepeat()).isEqualTo(isRepeat);
      }
      group.begin().append("a", twins).abandon();
      assertThat(group.numbers("a")).containsExactly(0L, 1L, 2L, 3L);
      assertThat(group.numbers("b")).containsExactly(0L, 4L);
    }
  }

  private void dyingDriver(OperationId id, String where, StagedFragments a, StagedFragments b)
      throws IOException {
    try (ChildJvm driver =
        ChildJvm.start(
            DriverChild.class, root.toString(), endpoint.toString(), id.value(), where)) {
      driver.say(a.toJson());
      driver.say(b.toJson());
      assertThat(driver.end()).isEqualTo(DriverChild.DIED);
    }
  }

  private ChildJvm worker() {
    return ChildJvm.start(WorkerChild.class, endpoint.toString());
  }

  private static void ask(ChildJvm worker, long number, String target) throws IOException {
    worker.say(Long.toString(number));
    worker.say(target);
  }

  private static String target(GroupAtUri group, String table) {
    try (Snapshot now = group.group().snapshot()) {
      return now.stagingTarget(table).toJson();
    }
  }
}
