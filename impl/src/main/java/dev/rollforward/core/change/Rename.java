package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table gets another name. Nothing is committed: the pin goes from one name to the other in the
 * manifest that decides the operation, which demands that the new name is free.
 *
 * @param to the new name
 */
public record Rename(String to) implements ManifestChange {
  /** Checks for null. */
  public Rename {
    Objects.requireNonNull(to, "to");
  }

  @Override
  public String kind() {
    return "RENAME";
  }

  @Override
  public String nameAfter(String name) {
    return to;
  }

  @Override
  public Optional<Pin> pinAfter(Optional<Pin> before, TableId table, List<PlannedCommit> commits) {
    return before;
  }
}
