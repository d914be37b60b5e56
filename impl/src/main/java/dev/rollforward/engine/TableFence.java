package dev.rollforward.engine;

import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Fence;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.PrepareTable;
import dev.rollforward.core.Seal;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a roll-back finds of one table before it fences it (rule 7), and what it restores there.
 *
 * @param plan what the aborted operation was to commit
 * @param history the table above the base of the plan, or above the version to restore if that is
 *     lower
 * @param held the table above the version to restore: its base may have been cleaned up since, and
 *     then what is above that is not found from there
 * @param registered the table's pin; empty for a dataset that is in no manifest any more, or was
 *     never in one
 * @param stands whether none of the commits can land any more, so that nothing need be done
 * @param taken the first planned commit whose version somebody else has made
 */
record TableFence(
    TablePlan plan,
    TableHistory history,
    TableHistory held,
    Optional<Pin> registered,
    boolean stands,
    Optional<PlannedCommit> taken) {

  /** Looks at a table of which {@code manifest} has the pin. */
  static TableFence of(TablePlan plan, Manifest manifest, Decisions decisions) {
    Optional<Pin> registered = manifest.pinOf(plan.table());
    long target = target(plan, registered);
    TableHistory history = decisions.above(plan.table(), Math.min(plan.base(), target));
    TableHistory held = target > plan.base() ? decisions.above(plan.table(), target) : history;
    boolean stands = Fence.stands(plan, history);
    return new TableFence(plan, history, held, registered, stands, taken(plan, history));
  }

  private static Optional<PlannedCommit> taken(TablePlan plan, TableHistory history) {
    return plan.commits().stream()
        .filter(
            commit ->
                history.at(commit.landing()).filter(made -> !made.isMadeBy(commit)).isPresent())
        .findFirst();
  }

  /**
   * The version to restore. A dropped dataset gets its old pin: a fence is all that is asked of it.
   * One that the operation would have made has none.
   */
  long target() {
    return target(plan, registered);
  }

  private static long target(TablePlan plan, Optional<Pin> registered) {
    return registered
        .or(() -> plan.expected().filter(plan::concerns))
        .map(Pin::version)
        .orElse(Pin.ABSENT);
  }

  /**
   * The versions of external tools that HEAD holds and that a restore would take away. Nobody can
   * be asked about those of a dataset that is in no manifest any more.
   */
  List<Long> inTheWay() {
    return stands || registered.isEmpty() ? List.of() : external(held, held.head());
  }

  /**
   * A restore that was made, or was not needed.
   *
   * @param at where it has landed
   * @param undone the versions of external tools that it has taken away
   */
  record Restored(OptionalLong at, List<Long> undone) {
    private static final Restored NOTHING = new Restored(OptionalLong.empty(), List.of());

    /** What to add to the reason of the roll-back. */
    String note(String table) {
      return undone.isEmpty()
          ? ""
          : "; this also undid what an external tool committed meanwhile to table '"
              + table
              + "' as versions "
              + undone
              + ", which Lance keeps until they are cleaned up";
    }
  }

  /**
   * Restores the pin, unless nothing can land any more. A dropped dataset may be gone: then nothing
   * can land there, which is all a fence is for.
   */
  Restored restore(OperationId operation, Stores stores, Decisions decisions) {
    if (stands) {
      return Restored.NOTHING;
    }
    try {
      OptionalLong at = stores.tables().restore(operation, plan.table(), target());
      return new Restored(at, undone(at, decisions));
    } catch (Unreadable gone) {
      if (gone.reason() == Unreadable.Reason.MISSING && registered.isEmpty()) {
        return Restored.NOTHING;
      }
      throw gone;
    }
  }

  /**
   * The same of what a restore has taken away: what was committed after this look at the table, or
   * to a dataset that is in no manifest any more.
   *
   * @param restored where the restore has landed, if one was made
   */
  private List<Long> undone(OptionalLong restored, Decisions decisions) {
    if (restored.isEmpty()) {
      return List.of();
    }
    long below = restored.getAsLong() - 1;
    return held.head() == below
        ? external(held, below)
        : external(decisions.above(plan.table(), target()), below);
  }

  private List<Long> external(TableHistory above, long version) {
    return PrepareTable.externalIn(above.lineage(version)).stream()
        .filter(external -> external > target())
        .sorted()
        .toList();
  }

  /**
   * A planned version that holds something else, for good.
   *
   * @param restored where the fence has landed, if one was made
   */
  Optional<Seal> seal(OptionalLong restored) {
    return plan.commits().stream()
        .filter(commit -> restored.equals(OptionalLong.of(commit.landing())))
        .findFirst()
        .or(() -> taken)
        .map(commit -> new Seal(plan.table(), commit.landing()));
  }

  /** What the event says. */
  Facts facts(OptionalLong restored) {
    return stands
        ? Facts.of("fenced", true).and("head", history.head())
        : Facts.of("restored", target()).and("landed", restored.orElse(Pin.ABSENT));
  }
}
