package dev.rollforward.core.change;

/**
 * A change of the rows of a table that leaves its schema as it is. The first commit is of the kind;
 * each further one appends rows, which can be staged without seeing what the one before makes.
 */
public sealed interface RowChange extends InPlace
    permits Append, Overwrite, Delete, Upsert, Update {
  @Override
  default boolean takesAppends() {
    return true;
  }
}
