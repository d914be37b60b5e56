package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.core.Boundary;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.local.LocalBlobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Snapshots of other processes, here of another handle, beside a clean-up, and what else goes. */
class LeasesTest extends TwoLanceTables {
  private static final Retention NEWEST =
      Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO);
  private static final Duration LONG = Duration.ofDays(1);

  LeasesTest() {
    super(OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build());
  }

  private void append(int times) {
    for (int i = 0; i < times; i++) {
      commit(group.begin().append("a", numbers(i)).append("b", numbers(i)));
    }
  }

  private Path leases() {
    return root.resolve("__lease");
  }

  private static long read(Snapshot snapshot) {
    try (TableReader reader = snapshot.read("a")) {
      return CleanUpCrashTest.read(reader);
    }
  }

  /** Fault LeaseIgnored. */
  @Test
  void whatAnotherProcessHasLeasedStaysUntilItCloses() {
    try (TableGroup other = TableGroup.open(root)) {
      Snapshot old = other.snapshot();
      old.lease(LONG);
      old.lease(LONG);
      assertThat(leases().toFile().list()).as("the second takes the place of the first").hasSize(1);
      append(3);

      group.maintenance().cleanUp(NEWEST);
      assertThat(read(old)).isEqualTo(1);
      old.close();
      assertThat(leases()).isEmptyDirectory();

      assertThat(group.maintenance().cleanUp(NEWEST).items()).isNotEmpty();
      assertThat(group.maintenance().verify(true).findings()).isEmpty();
    }
  }

  /** Without a lease it is as the plan says. */
  @Test
  void whatAnotherProcessHasNotLeasedGoes() {
    try (TableGroup other = TableGroup.open(root);
        Snapshot old = other.snapshot()) {
      append(3);
      group.maintenance().cleanUp(NEWEST);

      assertThatThrownBy(() -> read(old)).isInstanceOf(StoreException.Unreadable.class);
    }
  }

  /** Its process has died, or forgotten it. */
  @Test
  void aLeaseWhoseTimeIsOverKeepsNothingAndGoesItself() {
    try (TableGroup other = TableGroup.open(root);
        Snapshot old = other.snapshot()) {
      old.lease(Duration.ofSeconds(1));
      append(2);
      Instant over = Instant.now().plusSeconds(1);
      while (!Instant.now().isAfter(over)) {
        Thread.onSpinWait();
      }
      assertThat(group.maintenance().cleanUp(NEWEST).items()).isNotEmpty();
      assertThat(leases()).isEmptyDirectory();
    }
  }

  /** Fault LeaseAfterCheck: the boundary is looked at when the lease is there. */
  @Test
  void whatACleanUpHasBegunToDeleteIsNotLeased() {
    try (TableGroup other = TableGroup.open(root);
        Snapshot old = other.snapshot()) {
      append(2);
      BlobManifestStore manifests = new BlobManifestStore(new LocalBlobs(root));
      manifests.record(new Boundary(manifests.group(), 1, 4, Instant.EPOCH, 0, 0));

      assertThatThrownBy(() -> old.lease(LONG))
          .isInstanceOf(StoreException.Unreadable.class)
          .hasMessageContaining("a clean-up has begun to delete what is below manifest 4");
      assertThat(leases()).as("it is given back").isEmptyDirectory();
      assertThatThrownBy(() -> old.lease(Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Its fence is not needed any more, once its name shows another table. */
  @Test
  void theFolderOfAnAbortedCreateGoesWithItsDecision() {
    OperationId dead =
        CleanUpTest.dieAfterTheFirstTable(
            group.begin().create("c", numbers(1)).create("d", numbers(1)));
    assertThat(group.resolve(dead)).isEqualTo(Resolution.ABORTED);
    long datasets = datasets();
    append(1);
    group.maintenance().cleanUp(NEWEST);
    assertThat(datasets()).as("while the name is free, it keeps its owner out").isEqualTo(datasets);

    commit(group.begin().create("c", numbers(1)));
    append(1);
    group.maintenance().cleanUp(NEWEST);
    assertThat(datasets()).as("a, b and the new c").isEqualTo(3);
    assertThat(group.maintenance().verify(true).findings()).isEmpty();
  }

  private long datasets() {
    return root.toFile().list((folder, name) -> name.endsWith(".lance")).length;
  }

  @Test
  void aCleanUpIsRecordedAndTakesItsTime() {
    append(2);
    long start = System.nanoTime();
    CleanUpPlan done = group.maintenance().cleanUp(NEWEST.deletingAtMost(40));

    assertThat(done.items()).hasSizeGreaterThan(4);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(25L * done.items().size()));
    Boundary record = new BlobManifestStore(new LocalBlobs(root)).boundary().orElseThrow();
    assertThat(record.items()).isEqualTo(done.items().size());
    assertThat(record.bytes()).isEqualTo(done.bytes());
    assertThat(record.least()).isEqualTo(done.least());
  }
}
