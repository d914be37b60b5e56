package dev.rollforward.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollforward.At;
import dev.rollforward.Scan;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.lance.Dataset;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints rows of a table as a manifest shows it. */
@Command(
    name = "read",
    description = {
      "Print rows of a table as readers of the group see it: now, or at a point in its history.",
      "It only reads, so it is safe beside running writers. A clean-up elsewhere may take an old"
          + " version away while it is read: it fails then, and prints no wrong row."
    },
    exitCodeList = {
      "0:the rows were printed",
      "2:wrong usage, no group, no such table or column, or what was asked for is not kept",
      "3:it could not be read to the end"
    },
    footer = {
      "  rollforward read --where 'age > 30' --columns name,age --limit 10 /data/warehouse people",
      "  rollforward read --version 17 --json /data/warehouse people | jq .name",
      "  rollforward read --format arrow /data/warehouse people > people.arrows",
      "  rollforward read --sql 'SELECT city, count(*) FROM people GROUP BY city' ROOT people",
      "",
      "JSON lines: an object for each row, by column; times are ISO 8601, bytes are base 64.",
      "Arrow: a stream of record batches (IPC)."
    })
final class ReadCommand extends GroupCommand {
  private static final long MOST_AS_TEXT = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The forms in which rows are printed. */
  enum Format {
    TEXT,
    JSONL,
    ARROW
  }

  @Parameters(index = "1", paramLabel = "TABLE", description = "Which table.")
  private String table;

  @ArgGroup private Point point = new Point();

  /** When to look; at most one of these. */
  static final class Point {
    @Option(names = "--version", paramLabel = "N", description = "What this manifest shows.")
    private Long version;

    @Option(
        names = "--time",
        paramLabel = "TIME",
        description = "What was visible then, such as 2026-11-30T10:00:00Z.")
    private Instant time;

    @Option(names = "--tag", paramLabel = "NAME", description = "What this tag names.")
    private String tag;

    private Snapshot snapshot(TableGroup group) {
      if (version != null) {
        return group.snapshot(At.version(version));
      }
      if (tag != null) {
        return group.snapshot(At.tag(tag));
      }
      return time != null ? group.snapshot(At.time(time)) : group.snapshot();
    }
  }

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Only rows for which it holds, in Lance's SQL.")
  private String where;

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description = "Only these, separated by commas.")
  private List<String> columns;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many rows. Default: all, and as text " + MOST_AS_TEXT + ".")
  private Long limit;

  @Option(
      names = "--sql",
      paramLabel = "QUERY",
      description = "Print what this query finds, in which the table has its name, instead.")
  private String sql;

  @Option(
      names = "--format",
      defaultValue = "TEXT",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(names = "--json", description = "The same as --format JSONL.")
  private boolean json;

  @Override
  int run(TableGroup group) {
    if (sql != null && (where != null || columns != null || limit != null)) {
      throw CliException.usage(
          "--sql says itself which rows and columns it finds",
          "leave out --where, --columns and --limit, or --sql");
    }
    try (Snapshot snapshot = point.snapshot(group)) {
      if (sql == null) {
        try (TableReader reader = snapshot.read(table);
            ArrowReader rows = reader.scan(scan())) {
          print(rows);
        }
      } else {
        try (Dataset dataset = snapshot.dataset(table);
            ArrowReader rows = dataset.sql(sql).tableName(table).intoBatchRecords()) {
          print(rows);
        }
      }
    } catch (IOException e) {
      throw CliException.unknown(
          "table '" + table + "' could not be read to the end: " + e.getMessage(),
          "run verify --rows, to see what is wrong with it",
          e);
    }
    return ExitCode.OK;
  }

  private Scan scan() {
    Scan scan = Scan.all();
    if (where != null) {
      scan = scan.where(where);
    }
    if (columns != null) {
      scan = scan.select(columns.toArray(String[]::new));
    }
    if (limit != null) {
      scan = scan.limit(limit);
    }
    return scan;
  }

  private void print(ArrowReader rows) throws IOException {
    switch (json ? Format.JSONL : format) {
      case TEXT -> printText(rows);
      case JSONL -> printJson(rows);
      case ARROW -> printArrow(rows);
    }
  }

  private void printText(ArrowReader rows) throws IOException {
    VectorSchemaRoot root = rows.getVectorSchemaRoot();
    TextTable text =
        new TextTable(
            root.getSchema().getFields().stream()
                .map(field -> field.getName())
                .toArray(String[]::new));
    long printed = 0;
    boolean hasMore = false;
    long most = limit == null ? MOST_AS_TEXT : Long.MAX_VALUE;
    while (!hasMore && rows.loadNextBatch()) {
      for (int row = 0; row < root.getRowCount(); row++) {
        hasMore = printed == most;
        if (hasMore) {
          break;
        }
        text.row(values(rows, row).values().stream().map(String::valueOf).toArray());
        printed++;
      }
    }
    console().print(text);
    if (hasMore) {
      console().println("and more; --limit shows them");
    }
  }

  private void printJson(ArrowReader rows) throws IOException {
    while (rows.loadNextBatch()) {
      for (int row = 0; row < rows.getVectorSchemaRoot().getRowCount(); row++) {
        console().println(line(values(rows, row)));
      }
    }
  }

  private static String line(Map<String, Object> row) {
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values have no form in JSON", e);
    }
  }

  /** The writer is not closed: it would close the console. */
  private void printArrow(ArrowReader rows) throws IOException {
    var writer = new ArrowStreamWriter(rows.getVectorSchemaRoot(), rows, console().bytes());
    writer.start();
    while (rows.loadNextBatch()) {
      writer.writeBatch();
    }
    writer.end();
    console().bytes().flush();
  }

  private static Map<String, Object> values(ArrowReader rows, int row) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (FieldVector column : rows.getVectorSchemaRoot().getFieldVectors()) {
      values.put(column.getName(), value(rows, column, row));
    }
    return values;
  }

  private static Object value(ArrowReader rows, FieldVector column, int row) {
    DictionaryEncoding encoding = column.getField().getDictionary();
    if (encoding == null || column.isNull(row)) {
      return RowValues.of(column, row);
    }
    long index = ((BaseIntVector) column).getValueAsLong(row);
    return RowValues.of(rows.lookup(encoding.getId()).getVector(), Math.toIntExact(index));
  }
}
