package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a writer may prepare against a table's HEAD: only if HEAD holds exactly what the pin
 * holds (rule 5). If it doesn't, something is unresolved: somebody undecided must be helped, a
 * change of an external tool is there, or else HEAD is repaired (rule 6). Spec: {@code
 * PrepareTable}, {@code Restart}, {@code RepairTable}.
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

  /**
   * HEAD holds what an external tool committed above the pin; restoring the pin would take it away.
   *
   * @param version the newest such version
   * @param head HEAD
   * @param adoptable whether HEAD holds nothing else above the pin, so that a change may be based
   *     on it
   */
  public record External(long version, long head, boolean adoptable) implements Finding {}

  /** Everything above the pin is decided: restoring the pin loses nothing visible. */
  public record NeedsRepair() implements Finding {}

  /** The operations that have committed something above the version that history was read from. */
  public static SortedSet<OperationId> operationsIn(TableHistory history) {
    NavigableSet<OperationId> operations = new TreeSet<>();
    history.versions().values().stream()
        .filter(version -> !version.isRestore())
        .map(TableVersion::operation)
        .flatMap(Optional::stream)
        .forEach(operations::add);
    return operations;
  }

  /**
   * What {@code history}, read above {@code pin}, means for a writer.
   *
   * @param manifest the manifest that {@code pin} was read from
   * @param withSidecar operations whose sidecar may still exist
   */
  public static Finding find(
      TableHistory history, long pin, Manifest manifest, Set<OperationId> withSidecar) {
    if (history.resolvedHead() == pin) {
      return new Ready(history.head());
    }
    SortedSet<OperationId> undecided = operationsIn(history);
    undecided.removeIf(o -> !withSidecar.contains(o) || manifest.decisionOf(o).isPresent());
    if (!undecided.isEmpty()) {
      return new Blocked(undecided);
    }
    return external(history).orElseGet(NeedsRepair::new);
  }

  private static Optional<Finding> external(TableHistory history) {
    List<TableVersion> held = history.lineage(history.head());
    List<Long> external = externalIn(held);
    if (external.isEmpty()) {
      return Optional.empty();
    }
    boolean onThePin = held.get(held.size() - 1).below() == history.from();
    return Optional.of(
        new External(external.get(0), history.head(), onThePin && external.size() == held.size()));
  }

  /** Those of {@code lineage} that external tools have made, newest first. */
  public static List<Long> externalIn(List<TableVersion> lineage) {
    return lineage.stream()
        .filter(TableVersion::isExternal)
        .map(TableVersion::version)
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
