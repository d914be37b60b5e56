package dev.rollforward.cli;

import dev.rollforward.OpenOptions;
import dev.rollforward.TableGroup;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A trace of the library: a transaction that creates two tables, in 8 events. */
public final class LibraryTrace {
  private LibraryTrace() {}

  /** Runs it in {@code folder}, and returns the file of the trace. */
  public static Path of(Path folder) {
    Path file = folder.resolve("trace.ndjson");
    try (TraceFile trace = TraceFile.create(file, "a group");
        TableGroup group =
            TableGroup.openOrCreate(
                folder.resolve("group"), OpenOptions.builder().listener(trace).build())) {
      Schema empty = new Schema(List.of(Field.nullable("name", ArrowType.Utf8.INSTANCE)));
      group.begin().create("a", empty).create("b", empty).commit();
    }
    return file;
  }
}
