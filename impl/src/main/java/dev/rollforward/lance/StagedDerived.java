package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.change.Derived;
import java.util.List;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.operation.Operation;

/**
 * Other files or indices for the same rows. It names the fragments that it was staged over, so it
 * fits no version that has others.
 */
final class StagedDerived extends LanceStagedChange {
  private final List<Integer> fragments;
  private final Operation operation;

  StagedDerived(PinnedTable pinned, Derived change, Dataset staged, Operation operation) {
    super(pinned.pin().table(), change, pinned.pin().version());
    this.fragments = fragmentsOf(staged);
    this.operation = operation;
  }

  static List<Integer> fragmentsOf(Dataset version) {
    return version.getFragments().stream().map(Fragment::getId).toList();
  }

  @Override
  public long rows() {
    return 0;
  }

  @Override
  Operation operation() {
    return operation;
  }

  @Override
  LanceStagedChange fit(Dataset version) {
    if (!fragmentsOf(version).equals(fragments)) {
      throw new StoreException(
          change().kind()
              + " of table "
              + table()
              + " was staged over other files than version "
              + version.version()
              + " has");
    }
    return this;
  }
}
