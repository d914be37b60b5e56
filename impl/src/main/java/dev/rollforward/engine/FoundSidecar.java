package dev.rollforward.engine;

import dev.rollforward.Verdict;
import dev.rollforward.core.Containment;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Map;

/**
 * A sidecar as recovery has found it, and what became of its operation.
 *
 * @param publish what its publish would mean for the manifest that was read
 * @param contained whether what that manifest shows contains it, if its pins have moved
 * @param landed the tables that it has committed to, if its pins have not moved
 */
record FoundSidecar(
    Sidecar sidecar, Publish.Attempt publish, boolean contained, List<String> landed) {

  /** Tables are read after the sidecar, and only if {@code manifest} has not decided. */
  static FoundSidecar of(Sidecar found, Manifest manifest, Stores stores) {
    Publish.Attempt publish = Publish.attempt(manifest, found);
    if (publish instanceof Publish.AlreadyDecided) {
      return new FoundSidecar(found, publish, false, List.of());
    }
    Map<TableId, TableHistory> tables = new Decisions(stores).histories(found);
    return publish instanceof Publish.Ready
        ? new FoundSidecar(found, publish, false, Landing.landed(found, tables))
        : new FoundSidecar(found, publish, isContained(found, manifest, tables, stores), List.of());
  }

  /** An id that its caller used again may have been committed by other commits than these. */
  private static boolean isContained(
      Sidecar found, Manifest manifest, Map<TableId, TableHistory> tables, Stores stores) {
    return Containment.holds(found, manifest, tables)
        || stores
            .audits()
            .read(found.operation())
            .filter(record -> record.verdict() == Verdict.COMMITTED)
            .isPresent();
  }

  /** Why it cannot be published, in words. */
  String why() {
    return publish instanceof Publish.Moved moved
        ? moved.mismatch().toString()
        : publish.toString();
  }
}
