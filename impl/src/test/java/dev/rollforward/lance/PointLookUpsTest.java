package dev.rollforward.lance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.Verdict;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.engine.RecoveryPass;
import dev.rollforward.engine.RecoveryState;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobRoot;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.local.LocalBlobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lance.Dataset;

/**
 * S2: neither a commit nor a recovery has Lance list the versions of a table, of which there are
 * more with every commit. HEAD is found from the pin upwards, by point look-ups.
 */
class PointLookUpsTest {
  private static final TableId A = new TableId("a");
  private static final TableId B = new TableId("b");

  @TempDir private Path root;

  /** The versions of a that were looked for, counted from its pin, and those that were listed. */
  private final List<Long> looks = new ArrayList<>();

  private final Set<TableId> listed = new TreeSet<>();
  private TestTables tables;
  private Stores stores;
  private long pin = Pin.ABSENT;
  private int operations;

  @BeforeEach
  void open() {
    tables = new TestTables(root, this::watched);
    LocalBlobs blobs = new LocalBlobs(root);
    BlobManifestStore manifests = new BlobRoot(blobs).createOrOpen(Protocol.ROLLFORWARD);
    stores =
        new Stores(
            manifests,
            new BlobSidecarStore(blobs, manifests::group),
            new BlobAuditStore(blobs, manifests::group),
            tables.store);
    List<TableIntent> creates =
        Stream.of(A, B)
            .map(
                t ->
                    TableIntent.of(
                        t.value(),
                        t,
                        new Create(),
                        tables.store.staging().stageCreate(t, tables.rows(1))))
            .toList();
    assertThat(writer(creates).run()).isInstanceOf(CommitResult.Committed.class);
    pin = 1;
  }

  private LanceDatasets watched(LanceDatasets real) {
    return new LanceDatasets(real.location(), real.allocator()) {
      @Override
      Optional<Dataset> newest(TableId table) {
        listed.add(table);
        return super.newest(table);
      }

      @Override
      Optional<Dataset> find(TableId table, long version) {
        if (table.equals(A)) {
          looks.add(version - pin);
        }
        return super.find(table, version);
      }
    };
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void aCommitLooksAboveThePinHoweverLongTheHistory() {
    assertThat(listed).as("by the creates").isEmpty();
    List<Long> early = looksOfAnAppend();
    for (int i = 0; i < 12; i++) {
      looksOfAnAppend();
    }

    assertThat(looksOfAnAppend()).isEqualTo(early).containsExactly(1L, 0L);
    assertThat(listed).isEmpty();
  }

  /** The versions looked for by an append, once its rows are staged. */
  private List<Long> looksOfAnAppend() {
    Writer writer = writer(appends());
    looks.clear();
    assertThat(writer.run()).isInstanceOf(CommitResult.Committed.class);
    List<Long> looked = List.copyOf(looks);
    pin = stores.manifests().readNewest().pin("a").orElseThrow().version();
    return looked;
  }

  @Test
  void aRollForwardLooksForTheLandingsOnly() {
    OperationId dead = leave(2);
    looks.clear();

    assertThat(recover(dead)).isInstanceOf(Outcome.Finished.class);
    assertThat(looks).containsExactly(1L);
    assertThat(listed).isEmpty();
  }

  @Test
  void aRollBackAndWhatFollowsListNothing() {
    for (int attempt = 0; attempt < 4; attempt++) {
      assertThat(recover(leave(1))).isInstanceOf(Outcome.Finished.class);
    }
    assertThat(looksOfAnAppend())
        .as("HEAD, then the rows are fitted to it and committed")
        .containsExactly(1L, 3L, 7L, 15L, 11L, 9L, 8L, 8L, 8L);
    assertThat(listed).isEmpty();
  }

  /** bugs.md 8, on Lance itself: its base is gone, so it has not landed, and nothing is wedged. */
  @Test
  void aSidecarWhoseBaseWasCleanedUpIsFinished() {
    OperationId dead = leave(0);
    assertThat(stores.sidecars().exists(dead)).isTrue();
    for (int i = 0; i < 3; i++) {
      looksOfAnAppend();
    }
    for (TableId table : List.of(A, B)) {
      for (long version = 1; version < pin; version++) {
        Versions.delete(root.resolve(table.value()), version);
      }
    }

    RecoveryPass dies = new RecoveryPass(stores, dead, Mode.FULL, ProtocolListener.NONE);
    while (dies.state().phase() != RecoveryState.Phase.FENCE) {
      dies.step();
    }
    openInAnotherProcess();
    try (Dataset head = tables.datasets.at(A, pin)) {
      head.delete("id = 1");
    }

    assertThat(recover(dead)).as("above its pin").isInstanceOf(Outcome.HeldByExternal.class);
    tables.restore("discards", A, pin);
    assertThat(recover(dead))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.audit().verdict()).isEqualTo(Verdict.ABORTED));
    assertThat(stores.sidecars().exists(dead)).isFalse();
    looksOfAnAppend();
    assertThat(tables.ids(A, pin)).hasSize(5);
  }

  /** One that has seen no version yet. */
  private void openInAnotherProcess() {
    tables.close();
    tables = new TestTables(root, this::watched);
    stores = new Stores(stores.manifests(), stores.sidecars(), stores.audits(), tables.store);
  }

  private OperationId leave(int landed) {
    Writer writer = writer(appends());
    while (writer.state().phase() != WriterState.Phase.COMMIT || writer.state().done() < landed) {
      if (writer.state().phase() == WriterState.Phase.PUBLISH) {
        break;
      }
      writer.step();
    }
    return new OperationId("op-" + operations);
  }

  private Outcome recover(OperationId operation) {
    return new Recovery(stores, ProtocolListener.NONE).recover(operation, Mode.FULL);
  }

  private List<TableIntent> appends() {
    return Stream.of(A, B).map(this::append).toList();
  }

  private TableIntent append(TableId table) {
    long base = stores.manifests().readNewest().pinOf(table).orElseThrow().version();
    return TableIntent.of(
        table.value(),
        table,
        new Append(),
        tables.store.staging().stageAppend(table, base, tables.rows(2)));
  }

  private Writer writer(List<TableIntent> intents) {
    operations++;
    return new Writer(
        stores,
        new OperationId("op-" + operations),
        intents,
        blockers -> {
          throw new AssertionError("blocked by " + blockers);
        },
        ProtocolListener.NONE);
  }
}
