package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;

/**
 * A table's name becomes free. The dataset is left as it is, with a tombstone in the manifest that
 * says so: readers of older manifests still read it, and a create of the same name makes another.
 */
public record Drop() implements ManifestChange {
  @Override
  public String kind() {
    return "DROP";
  }

  @Override
  public Optional<Pin> pinAfter(Optional<Pin> before, TableId table, List<PlannedCommit> commits) {
    return Optional.empty();
  }
}
