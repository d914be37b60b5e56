package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.testkit.OperationRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that were staged apart from the group that commits them. */
class StagedFragmentsTest extends TwoLanceTables {
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder().patience(Duration.ZERO).retries(0).build();

  StagedFragmentsTest() {
    super(AT_ONCE);
  }

  @Test
  void theyAreCommittedOverSeveralTablesAtOnce() {
    List<StagedFragments> forA = List.of(stage("a", 2, 3), stage("a", 4), stage("a"));
    assertThat(forA).extracting(StagedFragments::rowCount).containsExactly(2L, 1L, 0L);
    assertThat(forA).extracting(StagedFragments::fileCount).containsExactly(1, 1, 0);
    StagedFragments forB = stage("b", 9);
    assertThat(count("a")).isEqualTo(1);

    commit(group.begin().append("a", forA).overwrite("b", List.of(forB)));

    assertThat(count("a")).isEqualTo(4);
    assertThat(count("b")).isEqualTo(1);
    commit(group.begin().overwrite("a", List.of(stage("a"))).delete("b", "n = 9"));
    assertThat(count("a")).isZero();
    assertThat(count("b")).isZero();
  }

  @Test
  void whatOthersCommitMeanwhileStays() {
    StagedFragments staged = stage("a", 2);
    commit(group.begin().append("a", numbers(3)).append("b", numbers(3)));
    commit(group.begin().append("a", List.of(staged)));
    assertThat(count("a")).isEqualTo(3);
  }

  @Test
  void targetsAndFragmentsGoFromOneProcessToAnother() throws Exception {
    try (Snapshot snapshot = group.snapshot()) {
      StagingTarget target = snapshot.stagingTarget("a");
      assertThat(target.schema()).isEqualTo(NumberRows.SCHEMA);
      StagingTarget byJson = TableGroup.stagingTarget(target.toJson());
      StagingTarget bySerialization = (StagingTarget) serialized(target);
      assertThat(bySerialization.toJson()).isEqualTo(byJson.toJson()).isEqualTo(target.toJson());
      StagedFragments one = byJson.stage(numbers(2), AT_ONCE);
      StagedFragments other = bySerialization.stage(numbers(3), AT_ONCE);
      commit(
          group
              .begin()
              .append(
                  "a",
                  List.of(
                      TableGroup.stagedFragments(one.toJson()),
                      (StagedFragments) serialized(other))));
    }
    assertThat(count("a")).isEqualTo(3);
  }

  private static Object serialized(Object object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void whatIsDamagedOrOfAnotherKindIsRefused() {
    String fragments = stage("a", 2).toJson();
    String target;
    try (Snapshot snapshot = group.snapshot()) {
      target = snapshot.stagingTarget("a").toJson();
    }
    refused(fragments.replace("\\\"rows\\\":1", "\\\"rows\\\":2"), "checksum does not fit");
    refused(fragments.replace("\"format\":1", "\"format\":2"), "is of format 2");
    refused(fragments.substring(0, fragments.length() - 1), "this is no staged-fragments");
    refused("null", "it is null");
    refused(target, "this is staging-target, not staged-fragments");
    assertThatThrownBy(() -> TableGroup.stagingTarget(fragments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this is staged-fragments, not staging-target");
  }

  private static void refused(String json, String why) {
    assertThatThrownBy(() -> TableGroup.stagedFragments(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    StagedFragments staged = stage("a", 2);
    Transaction transaction = group.begin();
    assertRefused(() -> transaction.append("b", List.of(staged)), "not for table b");
    assertRefused(() -> transaction.append("a", List.of(staged, staged)), "is there twice");
    assertRefused(() -> transaction.append("a", List.of()), "no rows to append");
    transaction.append("a", List.of(staged));
    assertRefused(() -> transaction.append("a", List.of(staged)), "has these fragments already");
    assertThatThrownBy(() -> target("a").stage(texts(), AT_ONCE))
        .isInstanceOf(SchemaMismatchException.class);

    commit(group.begin().renameColumn("a", "n", "m"));
    assertThatThrownBy(() -> group.begin().append("a", List.of(staged)))
        .isInstanceOf(SchemaMismatchException.class);
    StagedFragments forB = stage("b", 2);
    commit(group.begin().overwrite("b", texts()));
    assertRefused(
        () -> group.begin().append("b", List.of(forB)), "Stage them again for what the table is");
  }

  @Test
  void aFileThatIsGoneIsNotCommitted() throws IOException {
    StagedFragments staged = stage("a", 2);
    for (Path file : files()) {
      if (staged.toJson().contains(file.getFileName().toString())) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> group.begin().append("a", List.of(staged)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not there");
  }

  @Test
  void whatWasRejectedIsAbandonedFileByFile() throws IOException {
    List<Path> before = files();
    StagedFragments kept = stage("a", 7);
    Transaction rejected;
    try (Snapshot snapshot = group.snapshot()) {
      rejected =
          group
              .begin(snapshot)
              .append("a", List.of(stage("a", 2), stage("a", 3)))
              .append("b", List.of(stage("b", 4)));
    }
    commit(group.begin().append("a", numbers(9)));
    assertThat(files()).hasSize(before.size() + 5);
    assertThat(rejected.commit()).isInstanceOf(Rejected.class);

    rejected.abandon();
    rejected.abandon();

    assertThat(files()).hasSize(before.size() + 2);
    assertThatThrownBy(rejected::commit).isInstanceOf(IllegalStateException.class);
    commit(group.begin().append("a", List.of(kept)));
    assertThat(count("a")).isEqualTo(3);
  }

  @Test
  void whatATransactionHasStagedItselfIsAbandonedToo() throws IOException {
    List<Path> before = files();
    Transaction dropped =
        group
            .begin()
            .append("a", numbers(2))
            .append("a", numbers(3))
            .update("b", "true", Map.of("n", "n + 1"))
            .create("c", numbers(4));
    Transaction merged = group.begin().upsert("a", numbers(5), "n");
    Transaction replaced = group.begin().overwrite("a", texts()).addColumns("b", Map.of("m", "n"));
    assertThat(files()).hasSize(before.size() + 7);

    for (Transaction one : List.of(dropped, merged, replaced)) {
      one.abandon();
      one.abandon();
      assertThatThrownBy(one::commit).isInstanceOf(IllegalStateException.class);
    }

    assertThat(files()).isEqualTo(before);
    assertThat(count("a")).isEqualTo(1);
  }

  @Test
  void whatARejectedTransactionHasStagedItselfIsAbandoned() throws IOException {
    Transaction rejected;
    try (Snapshot snapshot = group.snapshot()) {
      rejected = group.begin(snapshot).append("a", numbers(2)).append("b", numbers(2));
    }
    commit(group.begin().append("a", numbers(9)));
    assertThat(rejected.commit()).isInstanceOf(Rejected.class);
    List<Path> before = files();

    rejected.abandon();

    assertThat(files()).hasSize(before.size() - 2);
    assertThat(count("a")).isEqualTo(2);
  }

  @Test
  void whatIsCommittedIsNotAbandoned() throws IOException {
    StagedFragments staged = stage("a", 2);
    Transaction transaction = group.begin().append("a", List.of(staged));
    Transaction again = group.begin().append("a", List.of(staged));
    commit(transaction);
    List<Path> all = files();
    for (Runnable abandon :
        List.<Runnable>of(
            transaction::abandon,
            () -> group.abandon(transaction.id(), List.of(staged)),
            () -> group.abandon(new OperationId("never-seen"), List.of(staged)),
            again::abandon)) {
      assertThatThrownBy(abandon::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("(?s).*(Nothing was deleted|stays).*");
    }
    assertThat(files()).isEqualTo(all);
    assertThat(count("a")).isEqualTo(2);
  }

  /** It was handed over for what another has taken in before. */
  @Test
  void whatARepeatWasHandedIsAbandoned() throws IOException {
    commit(group.begin().source("stream", 1).append("a", List.of(stage("a", 2))));
    List<Path> before = files();
    Transaction again = group.begin().source("stream", 1);
    again.append("a", List.of(again.stagingTarget("a").stage(numbers(2), AT_ONCE)));
    assertThat(((Committed) again.commit()).isRepeat()).isTrue();

    again.abandon();

    assertThat(files()).isEqualTo(before);
    assertThat(count("a")).isEqualTo(2);
    assertThatThrownBy(() -> again.stagingTarget("c")).isInstanceOf(NoSuchTableException.class);
  }

  /** The driver dies, another with the same id comes back: once, and nothing is left over. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "BeforeArmSidecar",
        "AfterArmSidecar",
        "AfterCommitTable",
        "BeforePublish",
        "AfterPublish"
      })
  void aDriverThatDiesIsRepeatedByItsId(Failpoint point) throws IOException {
    OperationId id = new OperationId("job-7");
    List<StagedFragments> forA = List.of(stage("a", 2), stage("a", 3));
    List<StagedFragments> forB = List.of(stage("b", 2));
    try (Activation dies = Failpoints.activate(point, Effect.halt())) {
      assertThatThrownBy(() -> group.begin(id).append("a", forA).append("b", forB).commit())
          .isInstanceOf(Halt.class);
      assertThat(dies.fired()).isEqualTo(1);
    }
    try (TableGroup next = TableGroup.open(root, AT_ONCE)) {
      CommitResult result = next.begin(id).append("a", forA).append("b", forB).commit();
      boolean committed = result instanceof Committed;
      assertThat(count("a")).isEqualTo(committed ? 3 : 1);
      assertThat(count("b")).isEqualTo(committed ? 2 : 1);
      CommitResult third = next.begin(id).append("a", forA).append("b", forB).commit();
      assertThat(third.getClass()).isEqualTo(result.getClass());
      if (!committed) {
        List<Path> all = files();
        next.abandon(id, List.of(forA.get(0), forA.get(1), forB.get(0)));
        assertThat(files()).hasSize(all.size() - 3);
      }
      assertThat(count("a")).isEqualTo(committed ? 3 : 1);
    }
  }

  private StagedFragments stage(String table, long... numbers) {
    return target(table).stage(numbers(numbers), AT_ONCE);
  }

  private StagingTarget target(String table) {
    try (Snapshot snapshot = group.snapshot()) {
      return snapshot.stagingTarget(table);
    }
  }

  private static void assertRefused(Runnable call, String why) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  /** All data files of all tables. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.getParent().endsWith("data")).sorted().toList();
    }
  }

  private ArrowReader texts() {
    return OperationRows.reader(callers, List.of(new OperationId("x")));
  }
}
