package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.engine.Stores;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.testkit.memory.FaultyBlobs;
import dev.rollforward.testkit.memory.FaultyBlobs.Call;
import dev.rollforward.testkit.memory.FaultyBlobs.Effect;
import dev.rollforward.testkit.memory.MemoryTableStore;
import dev.rollforward.testkit.memory.VolatileBlobs;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A process sees a manifest or a sidecar that a power failure would lose: its own, whose sync
 * failed, or that of a process that has not come to the sync. It makes it durable before it acts on
 * it, and where that fails it has not been told the outcome.
 */
class VisibleIsNotDurableTest {
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder().patience(Duration.ZERO).retries(0).build();
  private static final String MANIFESTS = "__manifest/";
  private static final String SIDECARS = "__recovery/";
  private static final int ALWAYS = Integer.MAX_VALUE;

  private final VolatileBlobs disk = new VolatileBlobs();
  private final FaultyBlobs blobs = new FaultyBlobs(disk);
  private final MemoryTableStore tables = new MemoryTableStore();

  @BeforeEach
  void aTable() {
    new BlobManifestStore(disk).create(Manifest.first(new GroupId("memory")));
    TableGroup group = process("setup");
    assertThat(InMemory.create(group.begin(), "a").commit())
        .isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void aCommitWhoseManifestCannotBeMadeDurableIsNotAcknowledged() {
    TableGroup group = process("writer");
    blobs.plant(Call.CREATE, MANIFESTS, Effect.SYNC_FAILED, 1);
    blobs.plant(Call.MAKE_DURABLE, MANIFESTS, Effect.REQUEST_LOST, ALWAYS);

    Transaction transaction = InMemory.append(group.begin(), "a", "1");
    CommitResult result = transaction.commit();

    assertThat(result).isNotInstanceOf(CommitResult.Committed.class);
    assertThat(disk.exists(SIDECARS + transaction.id() + ".json"))
        .as("without its sidecar nobody could finish it")
        .isTrue();
    disk.powerFailure();
    blobs.heal();
    process("after").recover();
    assertThat(disk.list("__recovery")).isEmpty();
  }

  @Test
  void aCommitWhoseManifestIsMadeDurableOnTheSecondTryIsAcknowledgedAndKept() {
    TableGroup group = process("writer");
    blobs.plant(Call.CREATE, MANIFESTS, Effect.SYNC_FAILED, 1);

    CommitResult result = InMemory.append(group.begin(), "a", "1").commit();

    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    long acknowledged = newest();
    disk.powerFailure();
    assertThat(newest()).isEqualTo(acknowledged);
  }

  @Test
  void noTableMovesBehindASidecarThatCannotBeMadeDurable() {
    TableGroup group = process("writer");
    blobs.plant(Call.CREATE, SIDECARS, Effect.SYNC_FAILED, 1);
    blobs.plant(Call.MAKE_DURABLE, SIDECARS, Effect.REQUEST_LOST, ALWAYS);
    long before = newest();

    CommitResult result = InMemory.append(group.begin(), "a", "1").commit();

    assertThat(result).isNotInstanceOf(CommitResult.Committed.class);
    assertThat(newest()).isEqualTo(before);
  }

  /**
   * The decision of another process is audited and its sidecar deleted: the decision is durable.
   */
  @Test
  void recoveryForgetsNoSidecarWhoseDecisionCouldBeLost() {
    TableGroup group = process("writer");
    blobs.plant(Call.CREATE, MANIFESTS, Effect.SYNC_FAILED, 1);
    blobs.plant(Call.MAKE_DURABLE, MANIFESTS, Effect.REQUEST_LOST, ALWAYS);
    InMemory.append(group.begin(), "a", "1").commit();
    assertThat(disk.list("__recovery")).as("it could not finish").hasSize(1);
    blobs.heal();
    long decided = newest();

    process("another").recover();

    assertThat(disk.list("__recovery")).isEmpty();
    disk.powerFailure();
    assertThat(newest()).isGreaterThanOrEqualTo(decided);
  }

  private long newest() {
    return new BlobManifestStore(disk).readNewest().version();
  }

  /** A handle with stores of its own, as a process that has just started has. */
  private TableGroup process(String name) {
    BlobManifestStore manifests = new BlobManifestStore(blobs);
    Stores stores =
        new Stores(
            manifests,
            new BlobSidecarStore(blobs, manifests::group),
            new BlobAuditStore(blobs, manifests::group),
            tables);
    InMemory root = new InMemory(tables, stores);
    return root.open(AT_ONCE, () -> new OperationId(name));
  }
}
