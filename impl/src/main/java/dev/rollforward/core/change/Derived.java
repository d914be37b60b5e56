package dev.rollforward.core.change;

/**
 * A change of how a table is stored and found, not of what it holds. It gives way to every logical
 * one: who meets it unfinished rolls it back at once, and no snapshot is outdated by it.
 */
public sealed interface Derived extends InPlace permits Compact, BuildIndex, OptimizeIndex {
  @Override
  default Role role() {
    return Role.DERIVED;
  }
}
