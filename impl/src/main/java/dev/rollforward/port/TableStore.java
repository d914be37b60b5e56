package dev.rollforward.port;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The tables of a group, as far as the protocol moves them. What a table holds is not its business:
 * the data of a change is {@link StagedChange}, opaque to the protocol. Safe for use by several
 * threads and processes. Spec: {@code contract/LanceTable.tla}.
 */
public interface TableStore {
  /** Data staged for one table, visible to nobody until it is committed. Adapters define it. */
  interface StagedChange {}

  /** How a commit ended. */
  sealed interface CommitOutcome {
    /**
     * It landed.
     *
     * @param version the version it landed at, which is the one after it was prepared against or,
     *     if the store rebased it over other commits, a later one
     */
    record Landed(long version) implements CommitOutcome {}

    /**
     * It was refused and had no effect.
     *
     * @param reason the store's own words
     */
    record Refused(String reason) implements CommitOutcome {}
  }

  /**
   * The versions of {@code table} above {@code from}. A dataset that does not exist has HEAD {@link
   * dev.rollforward.core.Pin#ABSENT} and no versions.
   *
   * @param from a version that was there once. HEAD may be looked for from it upwards, so that what
   *     the history costs does not depend on what lies below
   * @return a history that may read HEAD, and each version, when it is asked for it, and throws the
   *     same then
   * @throws StoreException.Unreadable if HEAD is below {@code from}: a version is gone
   * @throws StoreException if it cannot be read
   */
  TableHistory history(TableId table, long from);

  /**
   * Makes {@code commit}, one of {@code plan}, with the data of {@code change}, in the name of
   * {@code operation}: a transaction with the planned uuid, prepared against {@code commit.read()}.
   * At most one physical attempt is made; it is refused if a restore lies above the version it is
   * prepared against, and, for a create, if the dataset exists.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have landed
   * @throws StoreException if it did not land
   * @throws IllegalArgumentException if {@code change} does not fit the plan; it did not land
   */
  CommitOutcome commit(
      OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change);

  /**
   * Makes {@code change} fit to be committed on top of {@code base}, before an operation is armed:
   * what could never succeed is reported before it leaves traces, and what depends on the rows that
   * are there is staged again if {@code base} holds others than the version that it was staged
   * against. A store that takes everything need not override it.
   *
   * @param base an existing version; {@link dev.rollforward.core.Pin#ABSENT} for a change that
   *     makes the dataset
   * @return the change to commit on top of {@code base}
   * @throws IllegalArgumentException if it never can; a subclass says why
   * @throws StoreException if its caller has to stage it again, or the version cannot be read
   */
  default StagedChange fit(TableId table, long base, StagedChange change) {
    return change;
  }

  /**
   * Whether every file that was written for {@code change} is there, and the store that keeps it
   * says that it was made at {@code time} or later. False if that is not known. A store of which
   * nobody deletes staged files need not override it.
   *
   * @throws StoreException if it cannot be determined
   */
  default boolean isStagedSince(StagedChange change, Instant time) {
    return true;
  }

  /**
   * Makes HEAD hold what version {@code pin} holds, in the name of {@code operation}, whatever else
   * is committed meanwhile. With {@code pin} = {@link dev.rollforward.core.Pin#ABSENT} the dataset
   * must not exist and is created empty, so that a later create is refused; if it exists, nothing
   * is done.
   *
   * @return the version at which the restore landed; empty if nothing was done
   * @throws StoreException.OutcomeUnknown if it may or may not have landed
   * @throws StoreException if it did not land
   */
  OptionalLong restore(OperationId operation, TableId table, long pin);

  /**
   * Makes what the commits of {@code plans} have written outlive a power failure, before a manifest
   * names it. All of them have landed, perhaps by another process that did not come to this. A
   * store whose commits are durable at once, or need not be, need not override it.
   *
   * @throws StoreException if it may be lost
   */
  default void makeDurable(List<TablePlan> plans) {}
}
