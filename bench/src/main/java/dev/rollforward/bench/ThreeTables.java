package dev.rollforward.bench;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.port.TableStore.StagedChange;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** A group of three Lance tables, and what it costs to change and recover it, in store calls. */
final class ThreeTables implements AutoCloseable {
  private static final List<TableId> TABLES =
      List.of(new TableId("a"), new TableId("b"), new TableId("c"));

  /** Ends a writer at its current step. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final BufferAllocator allocator = new RootAllocator();
  private final Rows rows = new Rows(allocator);
  private final LanceTableStore tables;
  private final CountingStores counting;

  /** A settled group: its tables have been created, and then appended to once. */
  ThreeTables(Path root) {
    tables = new LanceTableStore(root, allocator);
    counting = CountingStores.of(root, tables);
    List<TableIntent> creates = intents(new Create(), this::stageCreate);
    requireCommitted(writer(OperationId.random(), creates, ProtocolListener.NONE).run());
    append();
  }

  /** An append to all of them. */
  SortedMap<String, Integer> append() {
    List<TableIntent> appends = intents(new Append(), this::stageAppend);
    counting.reset();
    requireCommitted(writer(OperationId.random(), appends, ProtocolListener.NONE).run());
    return counting.calls();
  }

  /** The recovery of an append whose writer died with {@code landed} tables changed. */
  SortedMap<String, Integer> recoveryAfter(int landed) {
    OperationId operation = OperationId.random();
    List<TableIntent> appends = intents(new Append(), this::stageAppend);
    die(writer(operation, appends, new DeathAfter(landed)));
    counting.reset();
    new Recovery(counting.stores(), ProtocolListener.NONE).recover(operation, Recovery.Mode.FULL);
    return counting.calls();
  }

  private static void die(Writer writer) {
    try {
      CommitResult result = writer.run();
      throw new IllegalStateException("the writer did not die but " + result);
    } catch (Death expected) {
      // It leaves its sidecar behind.
      return;
    }
  }

  private static void requireCommitted(CommitResult result) {
    if (!(result instanceof CommitResult.Committed)) {
      throw new IllegalStateException("nobody is there to disturb it, but: " + result);
    }
  }

  private Writer writer(
      OperationId operation, List<TableIntent> intents, ProtocolListener listener) {
    return new Writer(
        counting.stores(),
        operation,
        intents,
        blockers -> {
          throw new IllegalStateException("blocked by " + blockers);
        },
        listener);
  }

  private static List<TableIntent> intents(Change kind, Function<TableId, StagedChange> stage) {
    return TABLES.stream()
        .map(table -> TableIntent.of(table.value(), table, kind, stage.apply(table)))
        .toList();
  }

  private StagedChange stageCreate(TableId table) {
    return tables.staging().stageCreate(table, Rows.SCHEMA);
  }

  private StagedChange stageAppend(TableId table) {
    long pin =
        counting.stores().manifests().readNewest().pin(table.value()).orElseThrow().version();
    return tables.staging().stageAppend(table, pin, rows.reader());
  }

  @Override
  public void close() {
    tables.close();
    allocator.close();
  }

  /** Dies right after so many table commits. */
  private static final class DeathAfter implements ProtocolListener {
    private int left;

    DeathAfter(int commits) {
      left = commits;
    }

    @Override
    public void onStep(ProtocolEvent event) {
      if (event.action() == Action.CommitTable && --left == 0) {
        throw new Death();
      }
    }
  }
}
