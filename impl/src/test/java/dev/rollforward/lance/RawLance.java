package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import dev.rollforward.lance.SampleRows.Nulls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.Transaction;
import org.lance.WriteParams.WriteMode;
import org.lance.ipc.LanceScanner;
import org.lance.ipc.ScanOptions;
import org.lance.operation.Overwrite;

/** The main class of a child JVM that gives Lance, unchecked, what we refuse or remedy. */
final class RawLance {
  private static final TableId TABLE = new TableId("t");

  private RawLance() {}

  /** What to give it, by name. */
  static final Map<String, Schema> SCHEMAS =
      Map.of(
          "harmless", column(Field.nullable("x", new ArrowType.Int(32, true))),
          "system column", column(Field.nullable("_rowid", new ArrowType.Int(32, true))),
          "twins in a struct",
              column(
                  new Field(
                      "x",
                      FieldType.nullable(ArrowType.Struct.INSTANCE),
                      List.of(
                          Field.nullable("a", new ArrowType.Int(32, true)),
                          Field.nullable("a", new ArrowType.Int(32, true))))),
          "offset with a colon", of("column", "timestamp in '+02:00'"),
          "texts in a fixed-size list", of("fixed-size list", "utf8"),
          "blobs in a list", of("list", "blob"),
          "decimals at odd multiples of 8", of("column", "decimal128(10, 2)"));

  private static Schema of(String place, String type) {
    return ArrowTypes.schemas(place, ArrowTypes.plain().get(type)).get(0);
  }

  private static Schema column(Field field) {
    return new Schema(List.of(field));
  }

  /**
   * Creates a table with rows, scans it, and says so.
   *
   * @param args the root, which schema, and perhaps a filter
   */
  @SuppressWarnings("try") // the scanner's close() declares Exception and throws none of its own
  public static void main(String[] args) throws Exception {
    try (BufferAllocator allocator = new RootAllocator()) {
      LanceDatasets datasets = new LanceDatasets(LanceLocation.local(Path.of(args[0])), allocator);
      Schema schema = SCHEMAS.get(args[1]);
      Transaction create =
          new Transaction.Builder()
              .readVersion(LanceTransactions.NO_SUCH_VERSION)
              .uuid(UUID.randomUUID().toString())
              .operation(
                  Overwrite.builder().fragments(write(datasets, schema)).schema(schema).build())
              .build();
      try (create;
          Dataset table = datasets.create(TABLE, create);
          LanceScanner scanner = table.newScan(options(args))) {
        System.out.println("rows: " + SampleRows.read(scanner.scanBatches()).size());
      }
    }
  }

  private static ScanOptions options(String[] args) {
    ScanOptions.Builder options = new ScanOptions.Builder();
    return (args.length > 2 ? options.filter(args[2]) : options).build();
  }

  private static List<FragmentMetadata> write(LanceDatasets datasets, Schema schema)
      throws Exception {
    BufferAllocator allocator = datasets.allocator();
    try (ArrowReader rows =
            new MisalignedRows(allocator, SampleRows.of(allocator, schema, Nulls.SOME, 7));
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
      Data.exportArrayStream(allocator, rows, stream);
      return Fragment.write()
          .datasetUri(datasets.location().uri(TABLE))
          .allocator(allocator)
          .data(stream)
          .mode(WriteMode.CREATE)
          .execute();
    }
  }
}
