package dev.rollforward.core.change;

/**
 * A change of the columns or of the metadata of a table; its rows stay. Several of one table are
 * one commit, since each can be applied to the schema that the one before makes.
 */
public sealed interface SchemaChange extends InPlace
    permits AddColumns, MergeColumns, DropColumns, RenameColumn, SetMetadata, AlterTable {
  /** What this and then {@code next} are in one commit. */
  default SchemaChange and(SchemaChange next) {
    return equals(next) ? this : new AlterTable();
  }
}
