package dev.rollforward.testkit.memory;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Derived;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.RowChange;
import dev.rollforward.core.change.SchemaChange;
import dev.rollforward.port.TableStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Tables in memory that behave as Lance's do: each is a linear chain of immutable versions. A
 * change is refused after a restore, and a change of rows that were there after another one;
 * otherwise it is silently rebased over whatever landed meanwhile. A restore is never refused.
 * Linearizable; safe for use by several threads. Spec: {@code contract/LanceTable.tla}.
 */
public final class MemoryTableStore implements TableStore {
  /**
   * What a commit does, as far as it tells what is refused over what. Spec: {@code KindsRefused};
   * all rows are in one fragment.
   */
  private enum Effect {
    ADDS_ROWS,
    REWRITES_ROWS,
    ALTERS_COLUMNS,
    MERGES_COLUMNS,
    INDEXES,
    COMPACTS;

    private static Effect of(TablePlan plan, PlannedCommit commit) {
      Change change = plan.change();
      if (commit.read() != plan.base() || change instanceof Append) {
        // What is committed on top of a plan's first commit appends.
        return ADDS_ROWS;
      }
      if (change instanceof SchemaChange) {
        return change instanceof MergeColumns ? MERGES_COLUMNS : ALTERS_COLUMNS;
      }
      if (change instanceof Derived) {
        return change instanceof Compact ? COMPACTS : INDEXES;
      }
      return change instanceof RowChange ? REWRITES_ROWS : ADDS_ROWS;
    }

    private boolean isRefusedOver(Effect earlier) {
      return switch (this) {
        case ADDS_ROWS -> false;
        case REWRITES_ROWS -> earlier == REWRITES_ROWS || earlier == MERGES_COLUMNS;
        case ALTERS_COLUMNS -> earlier == ALTERS_COLUMNS || earlier == MERGES_COLUMNS;
        case MERGES_COLUMNS -> earlier != INDEXES;
        case INDEXES -> earlier == COMPACTS;
        case COMPACTS -> earlier == INDEXES || earlier == MERGES_COLUMNS;
      };
    }
  }

  /**
   * One version.
   *
   * @param rows the log of the operations that made it: a kind that replaces rows adds to it, too
   */
  private record Stored(TableVersion version, Effect effect, List<String> rows) {}

  private final Map<TableId, List<Stored>> chains = new HashMap<>();
  private long restores;
  private long externals;

  /** A store without tables. */
  public MemoryTableStore() {}

  @Override
  public synchronized TableHistory history(TableId table, long from) {
    List<Stored> chain = chain(table);
    requireVersion(table, chain, from);
    TreeMap<Long, TableVersion> versions = new TreeMap<>();
    for (Stored stored : chain.subList((int) from, chain.size())) {
      versions.put(stored.version().version(), stored.version());
    }
    return TableHistory.of(table, from, versions);
  }

  /**
   * {@inheritDoc}
   *
   * @param change a {@link MemoryChange}
   * @throws StoreException.Unreadable if the plan's base does not exist
   * @throws IllegalArgumentException if {@code change} is of another store
   */
  @Override
  public synchronized CommitOutcome commit(
      OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
    if (!(change instanceof MemoryChange added)) {
      throw new IllegalArgumentException("not a MemoryChange: " + change);
    }
    List<Stored> chain = chain(plan.table());
    requireVersion(plan.table(), chain, commit.read());
    Effect effect = Effect.of(plan, commit);
    Optional<String> conflict = conflict(plan, commit, effect, chain);
    if (conflict.isPresent()) {
      return new CommitOutcome.Refused(conflict.get());
    }
    List<String> rows = new ArrayList<>(rowsAt(chain, chain.size()));
    rows.addAll(added.rows());
    return new CommitOutcome.Landed(
        append(
            plan.table(),
            commit.transaction(),
            Optional.of(operation),
            new TableVersion.Change(),
            effect,
            rows));
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.Unreadable if version {@code pin} does not exist
   */
  @Override
  public synchronized OptionalLong restore(OperationId operation, TableId table, long pin) {
    List<Stored> chain = chain(table);
    requireVersion(table, chain, pin);
    if (pin == Pin.ABSENT && !chain.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        append(
            table,
            new UUID(0, ++restores),
            Optional.of(operation),
            new TableVersion.Restore(pin),
            Effect.ADDS_ROWS,
            rowsAt(chain, (int) pin)));
  }

  /**
   * What {@code table} holds at {@code version}; no rows at {@link Pin#ABSENT}.
   *
   * @throws StoreException.Unreadable if there is no such version
   */
  public synchronized List<String> rows(TableId table, long version) {
    List<Stored> chain = chain(table);
    requireVersion(table, chain, version);
    return rowsAt(chain, (int) version);
  }

  /**
   * Adds rows to a table as a tool does that knows nothing of groups.
   *
   * @return the version that has them
   */
  public synchronized long appendExternally(TableId table, String... rows) {
    List<String> all = new ArrayList<>(rowsAt(chain(table), chain(table).size()));
    all.addAll(List.of(rows));
    return append(
        table,
        new UUID(1, ++externals),
        Optional.empty(),
        new TableVersion.Change(),
        Effect.ADDS_ROWS,
        all);
  }

  private List<Stored> chain(TableId table) {
    return chains.getOrDefault(table, List.of());
  }

  private static Optional<String> conflict(
      TablePlan plan, PlannedCommit commit, Effect effect, List<Stored> chain) {
    if (commit.read() == Pin.ABSENT) {
      return chain.isEmpty() ? Optional.empty() : Optional.of("Dataset already exists");
    }
    for (Stored stored : chain.subList((int) commit.read(), chain.size())) {
      if (stored.version().isRestore() || effect.isRefusedOver(stored.effect())) {
        return Optional.of(
            plan.change().kind()
                + " is incompatible with "
                + (stored.version().isRestore() ? "Restore" : "the change")
                + " at "
                + stored.version().version());
      }
    }
    return Optional.empty();
  }

  private long append(
      TableId table,
      UUID transaction,
      Optional<OperationId> operation,
      TableVersion.Content content,
      Effect effect,
      List<String> rows) {
    List<Stored> chain = chains.computeIfAbsent(table, t -> new ArrayList<>());
    long version = chain.size() + 1L;
    TableVersion made = new TableVersion(version, Optional.of(transaction), operation, content);
    chain.add(new Stored(made, effect, List.copyOf(rows)));
    return version;
  }

  private static List<String> rowsAt(List<Stored> chain, int version) {
    return version == Pin.ABSENT ? List.of() : chain.get(version - 1).rows();
  }

  private static void requireVersion(TableId table, List<Stored> chain, long version) {
    if (version < Pin.ABSENT || version > chain.size()) {
      throw new StoreException.Unreadable(
          StoreException.Unreadable.Reason.MISSING,
          "memory:" + table,
          "it has no version " + version + ": its HEAD is " + chain.size(),
          "Ask for one that it has",
          null);
    }
  }
}
