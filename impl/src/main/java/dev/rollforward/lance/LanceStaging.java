package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Create;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;

/** Writes data files without moving HEAD. */
final class LanceStaging {
  private final LanceDatasets datasets;

  LanceStaging(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  LanceStagedChange create(TableId table, Schema schema) {
    SchemaRules.check(table, schema);
    return new LanceStagedChange(table, new Create().kind(), Pin.ABSENT, schema, List.of());
  }

  LanceStagedChange create(TableId table, ArrowReader rows) {
    try (ArrowReader aligned = new AlignedRows(datasets.allocator(), rows)) {
      Schema schema = schemaOf(table, aligned);
      SchemaRules.check(table, schema);
      List<FragmentMetadata> fragments = write(table, aligned, WriteMode.CREATE);
      return new LanceStagedChange(table, new Create().kind(), Pin.ABSENT, schema, fragments);
    } catch (IOException e) {
      throw unreadable(table, e);
    }
  }

  LanceStagedChange append(TableId table, long base, ArrowReader rows) {
    try (ArrowReader aligned = new AlignedRows(datasets.allocator(), rows);
        Dataset dataset = datasets.at(table, base)) {
      Schema schema = schemaOf(table, aligned);
      SchemaCheck.matches(table, dataset.getSchema(), schema);
      List<FragmentMetadata> fragments = write(table, aligned, WriteMode.APPEND);
      if (fragments.isEmpty()) {
        throw new IllegalArgumentException("no rows to append to table " + table);
      }
      LanceStagedChange change =
          new LanceStagedChange(table, new Append().kind(), base, schema, fragments);
      SchemaCheck.fieldIds(change, dataset);
      return change;
    } catch (IOException e) {
      throw unreadable(table, e);
    }
  }

  private static Schema schemaOf(TableId table, ArrowReader rows) {
    try {
      return rows.getVectorSchemaRoot().getSchema();
    } catch (IOException e) {
      throw unreadable(table, e);
    }
  }

  /** In append mode Lance numbers the fields as the table does, and writes its file format. */
  private List<FragmentMetadata> write(TableId table, ArrowReader rows, WriteMode mode) {
    try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(datasets.allocator())) {
      Data.exportArrayStream(allocatorOf(rows), rows, stream);
      return Fragment.write()
          .datasetUri(datasets.location().uri(table))
          .storageOptions(datasets.location().storageOptions())
          .allocator(datasets.allocator())
          .data(stream)
          .mode(mode)
          .execute();
    } catch (Exception e) {
      throw datasets.failure(table, "cannot stage data", e);
    }
  }

  /**
   * The rows' own, since Arrow hands buffers over only between allocators that share a root; any
   * will do if no column has buffers.
   */
  private BufferAllocator allocatorOf(ArrowReader rows) throws IOException {
    return rows.getVectorSchemaRoot().getFieldVectors().stream()
        .map(FieldVector::getAllocator)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(datasets.allocator());
  }

  private static StoreException unreadable(TableId table, IOException e) {
    return new StoreException("cannot read the data for table " + table, e);
  }
}
