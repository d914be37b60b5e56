package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CleanUpPlan.Item;
import dev.rollforward.CleanUpPlan.Kind;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.lance.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** What was staged and never committed: clean-up deletes it, and nobody commits it any more. */
class StagedLeftoversTest extends TwoLanceTables {
  private static final Retention NEWEST =
      Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO);
  private static final Retention ALL_STAGED = NEWEST.staged(Duration.ZERO);

  StagedLeftoversTest() {
    super(OpenOptions.builder().patience(Duration.ZERO).build());
  }

  /** Stages rows for a table that is there and for one that is not, and waits for its death. */
  public static final class Child {
    private Child() {}

    /** Its argument is the root. */
    public static void main(String[] arguments) throws IOException {
      try (BufferAllocator memory = new RootAllocator();
          TableGroup group = TableGroup.open(Path.of(arguments[0]))) {
        group
            .begin()
            .append("a", NumberRows.of(memory, 2, 3))
            .create("c", NumberRows.of(memory, 4));
        System.out.println("staged");
        System.in.read();
      }
    }
  }

  @Test
  void whatAKilledProcessHasStagedGoes() throws IOException {
    long before = dataFiles();
    try (ChildJvm child = ChildJvm.start(Child.class, root.toString())) {
      assertThat(child.hear()).isEqualTo("staged");
      child.kill();
    }
    Path half = root.resolve("__manifest/.00000000000000000009.json.1.tmp");
    Files.writeString(half, "half");
    assertThat(dataFiles()).isEqualTo(before + 2);

    assertThat(group.maintenance().plan(NEWEST).items()).as("it may still be alive").isEmpty();
    List<Item> planned = group.maintenance().plan(ALL_STAGED).items();
    assertThat(planned).hasSize(3).allMatch(item -> item.kind() == Kind.STAGED);
    assertThat(planned).allMatch(item -> item.bytes() > 0 && !item.why().isEmpty());
    assertThat(group.maintenance().cleanUp(ALL_STAGED).items()).isEqualTo(planned);

    assertThat(half).doesNotExist();
    assertThat(dataFiles()).isEqualTo(before);
    assertWhole(1);
  }

  /** Its owner comes back after its files are gone. */
  @Test
  void whatIsGoneIsNotCommitted() {
    Transaction stalled = group.begin().append("a", numbers(2));
    assertThat(cleanedUp(ALL_STAGED)).isEqualTo(1);

    assertThat(((Rejected) stalled.commit()).reason()).isEqualTo(Reason.STALE);

    assertWhole(1);
    commit(group.begin().append("a", numbers(2)));
    assertWhole(2);
  }

  /** It had looked at its files before the clean-up announced that they go. */
  @Test
  void whatWasPlannedBeforeTheAnnouncementIsNotPublished() {
    CommitResult result = whileItStalls(Failpoint.BeforeArmSidecar, ALL_STAGED, 1);

    assertThat(((Rejected) result).reason()).isEqualTo(Reason.STALE);
    assertWhole(1);
  }

  /** A recovery must not complete it either. */
  @Test
  void whatLandedOverAnAnnouncementIsNotRolledForward() {
    Transaction stalled = group.begin().append("a", numbers(2));
    OperationId id = stalled.id();
    try (Activation dies =
        Failpoints.activate(
            Failpoint.BeforeArmSidecar,
            1,
            Effect.callback(() -> assertThat(cleanedUp(ALL_STAGED)).isEqualTo(1)))) {
      CleanUpTest.dieAfterTheFirstTable(stalled);
      assertThat(dies.fired()).isEqualTo(1);
    }

    try (TableGroup other = TableGroup.open(root)) {
      assertThat(other.resolve(id)).isEqualTo(Resolution.ABORTED);
    }
    assertWhole(1);
  }

  /** Once there is a sidecar, what is staged for its tables is somebody's. */
  @Test
  void whatASidecarNamesStays() {
    CommitResult result = whileItStalls(Failpoint.BeforeCommitTable, ALL_STAGED, 0);

    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    assertWhole(2);
  }

  /** A clean-up of what is older is noticed, and does not keep it from being committed. */
  @Test
  void whatIsYoungerThanWhatWasAnnouncedIsCommitted() throws IOException {
    for (Failpoint stall : List.of(Failpoint.BeforeReadManifest, Failpoint.BeforeArmSidecar)) {
      long rows = count("a");
      age(leftBehind());
      Retention old = NEWEST.staged(Duration.ofHours(2));

      assertThat(whileItStalls(stall, old, 1)).isInstanceOf(CommitResult.Committed.class);

      assertWhole(rows + 1);
    }
  }

  @Test
  void whatOthersHaveStagedAndHandOverTooLateIsRefused() {
    StagedFragments fragments;
    try (Snapshot now = group.snapshot()) {
      fragments = now.stagingTarget("a").stage(numbers(2), OpenOptions.readWrite());
    }
    Transaction transaction = group.begin().append("a", List.of(fragments));
    assertThat(cleanedUp(ALL_STAGED)).isEqualTo(1);

    assertThat(((Rejected) transaction.commit()).reason()).isEqualTo(Reason.STALE);
    assertWhole(1);
  }

  /** A transaction that is forgotten; what it has staged for table {@code b}. */
  private Path leftBehind() throws IOException {
    List<Path> before = data("b");
    group.begin().append("b", numbers(9));
    return data("b").stream().filter(file -> !before.contains(file)).findFirst().orElseThrow();
  }

  private List<Path> data(String table) throws IOException {
    Path folder = root.resolve(group.inspect().pins().get(table).dataset()).resolve("data");
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void age(Path file) throws IOException {
    Instant then = Instant.now().minus(Duration.ofDays(1));
    Files.setLastModifiedTime(file, FileTime.from(then));
  }

  /** A clean-up runs while an append to table {@code a} stalls. */
  private CommitResult whileItStalls(Failpoint stall, Retention retention, long staged) {
    Transaction stalled = group.begin().append("a", numbers(2));
    try (Activation fires =
        Failpoints.activate(
            stall, 1, Effect.callback(() -> assertThat(cleanedUp(retention)).isEqualTo(staged)))) {
      CommitResult result = stalled.commit();
      assertThat(fires.fired()).as(stall.name()).isEqualTo(1);
      return result;
    }
  }

  /** How many things went that had been staged. */
  private long cleanedUp(Retention retention) {
    try (TableGroup other = TableGroup.open(root)) {
      return other.maintenance().cleanUp(retention).items().stream()
          .filter(item -> item.kind() == Kind.STAGED)
          .count();
    }
  }

  private long dataFiles() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".lance"))
          .filter(Files::isRegularFile)
          .count();
    }
  }

  /** All is readable, also table {@code a} with so many rows, and then nothing is left to do. */
  private void assertWhole(long rows) {
    assertThat(group.recover().pending()).isEmpty();
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read("a")) {
      assertThat(CleanUpCrashTest.read(reader)).isEqualTo(rows);
    }
    assertThat(group.maintenance().verify(true).isSound()).isTrue();
    group.maintenance().cleanUp(ALL_STAGED);
    assertThat(group.maintenance().plan(ALL_STAGED).items()).isEmpty();
  }
}
