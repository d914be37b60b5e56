package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a writer may prepare against a table's HEAD: only if HEAD holds exactly what the pin
 * holds (rule 5). If it doesn't, something is unresolved: somebody undecided must be helped, or
 * else HEAD is repaired (rule 6). Spec: {@code PrepareTable}, {@code Restart}, {@code RepairTable}.
 */
public final class PrepareTable {
  private PrepareTable() {}

  /** What to do before preparing. */
  public sealed interface Finding {}

  /**
   * HEAD resolves to the pin.
   *
   * @param base the HEAD to prepare against
   */
  public record Ready(long base) implements Finding {}

  /**
   * Operations above the pin may still go either way.
   *
   * @param operations at least one
   */
  public record Blocked(SortedSet<OperationId> operations) implements Finding {}

  /** Everything above the pin is decided or foreign: restoring the pin loses nothing visible. */
  public record NeedsRepair() implements Finding {}

  /**
   * What {@code history}, read above {@code pin}, means for a writer.
   *
   * @param manifest the manifest that {@code pin} was read from
   * @param withSidecar operations whose sidecar may still stand
   */
  public static Finding find(
      TableHistory history, long pin, Manifest manifest, Set<OperationId> withSidecar) {
    if (history.resolvedHead() == pin) {
      return new Ready(history.head());
    }
    SortedSet<OperationId> undecided = new TreeSet<>();
    history.versions().values().stream()
        .filter(version -> version.content() instanceof TableVersion.Change)
        .map(TableVersion::operation)
        .flatMap(Optional::stream)
        .filter(o -> withSidecar.contains(o) && manifest.decisionOf(o).isEmpty())
        .forEach(undecided::add);
    return undecided.isEmpty() ? new NeedsRepair() : new Blocked(undecided);
  }
}
