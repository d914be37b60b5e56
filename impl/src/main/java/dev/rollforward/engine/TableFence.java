package dev.rollforward.engine;

import dev.rollforward.Facts;
import dev.rollforward.core.Fence;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Seal;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a roll-back finds of one table before it fences it (rule 7), and what it restores there.
 *
 * @param plan what the aborted operation was to commit
 * @param history the table above the base of the plan; empty if its HEAD is below
 * @param registered the table's pin; empty for a dataset that is in no manifest any more, or was
 *     never in one
 * @param stands whether none of the commits can land any more, so that nothing need be done
 * @param taken the first planned commit whose version somebody else has made
 */
record TableFence(
    TablePlan plan,
    Optional<TableHistory> history,
    Optional<Pin> registered,
    boolean stands,
    Optional<PlannedCommit> taken) {

  /** Looks at a table of which {@code manifest} has the pin. */
  static TableFence of(TablePlan plan, Manifest manifest, Decisions decisions) {
    Optional<TableHistory> history = decisions.aboveBase(plan);
    boolean stands = history.isPresent() && Fence.stands(plan, history.get());
    return new TableFence(
        plan,
        history,
        manifest.pinOf(plan.table()),
        stands,
        history.flatMap(above -> taken(plan, above)));
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
    return registered
        .or(() -> plan.expected().filter(plan::concerns))
        .map(Pin::version)
        .orElse(Pin.ABSENT);
  }

  /**
   * What external tools have committed above the version that is restored; nothing if nothing is.
   * It cannot be kept: it lies on rows of the aborted operation, or could come to lie on them.
   */
  List<Long> undone() {
    if (stands) {
      return List.of();
    }
    return history.stream()
        .flatMap(above -> above.versions().values().stream())
        .filter(version -> version.operation().isEmpty())
        .map(TableVersion::version)
        .filter(version -> version > target())
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
        ? Facts.of("fenced", true).and("head", history.orElseThrow().head())
        : Facts.of("restored", target()).and("landed", restored.orElse(Pin.ABSENT));
  }
}
