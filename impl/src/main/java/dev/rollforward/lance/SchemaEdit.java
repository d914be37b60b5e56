package dev.rollforward.lance;

import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.SchemaChange;
import dev.rollforward.core.change.SetMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What is to become of the columns and the metadata of a table, whatever they are. That it can be
 * done is checked when it is staged on a version. Immutable.
 */
public final class SchemaEdit {
  private final SchemaChange change;
  private final UnaryOperator<Columns> edit;

  private SchemaEdit(SchemaChange change, UnaryOperator<Columns> edit) {
    this.change = change;
    this.edit = edit;
  }

  /** Columns that are null in every row follow those that the table has. */
  public static SchemaEdit adding(Schema columns) {
    return new SchemaEdit(new AddColumns(), all -> all.plusNull(columns.getFields()));
  }

  /** Columns go. */
  public static SchemaEdit dropping(List<String> columns) {
    List<String> gone = List.copyOf(columns);
    return new SchemaEdit(new DropColumns(), all -> all.without(gone));
  }

  /** Column {@code from} is called {@code to}. */
  public static SchemaEdit renaming(String from, String to) {
    return new SchemaEdit(new RenameColumn(), all -> all.renamed(from, to));
  }

  /** A key of the table's metadata has this value; an empty one removes the key. */
  public static SchemaEdit noting(String key, Optional<String> value) {
    return new SchemaEdit(new SetMetadata(), all -> all.withMetadata(key, value));
  }

  /** This, and then {@code next}, in one commit. */
  SchemaEdit then(SchemaEdit next) {
    return new SchemaEdit(change.and(next.change), columns -> next.applied(edit.apply(columns)));
  }

  /** What it does to the table. */
  public SchemaChange change() {
    return change;
  }

  /**
   * What becomes of {@code columns}.
   *
   * @throws dev.rollforward.SchemaException if they cannot be edited so
   */
  Columns applied(Columns columns) {
    return edit.apply(columns);
  }
}
