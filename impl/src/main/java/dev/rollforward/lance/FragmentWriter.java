package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;
import org.lance.file.LanceFileReader;
import org.lance.file.LanceFileWriter;
import org.lance.fragment.DataFile;
import org.lance.fragment.FragmentMergeResult;
import org.lance.util.Range;

/**
 * Writes rows into data files that no version of a table names, so that HEAD does not move. Knows
 * which it has completed, so that they can be removed if what they were written for fails.
 */
final class FragmentWriter {
  private static final int BATCH = 8192;

  private final LanceDatasets datasets;
  private final Queue<String> written = new ConcurrentLinkedQueue<>();

  FragmentWriter(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  /**
   * Runs {@code staging} with rows as Lance can take them, and their schema. The rows are closed
   * then, also on failure.
   *
   * @throws StoreException if the rows cannot be read
   */
  <T> T consuming(TableId table, ArrowReader rows, BiFunction<ArrowReader, Schema, T> staging) {
    try (ArrowReader aligned = new AlignedRows(datasets.allocator(), rows)) {
      return staging.apply(aligned, aligned.getVectorSchemaRoot().getSchema());
    } catch (IOException e) {
      throw new StoreException("cannot read the data for table " + table, e);
    }
  }

  /**
   * Writes the rows to their end, and leaves them open; no fragments if there are none. In append
   * mode Lance numbers the fields as the table does, and writes its file format; it looks that up
   * in the newest version, for which it lists them all.
   *
   * @throws StoreException if they cannot be read or written
   */
  List<FragmentMetadata> write(TableId table, ArrowReader rows, WriteMode mode) {
    try (ArrowArrayStream stream = lent(rows)) {
      List<FragmentMetadata> fragments =
          Fragment.write()
              .datasetUri(datasets.location().uri(table))
              .storageOptions(datasets.location().storageOptions())
              .allocator(datasets.allocator())
              .data(stream)
              .mode(mode)
              .execute();
      fragments.forEach(fragment -> written.addAll(files(fragment)));
      return fragments;
    } catch (Exception e) {
      throw LanceErrors.kindOf(e) == LanceErrors.Kind.OTHER_SCHEMA
          ? otherHead(table, e)
          : datasets.failure(table, cannotStage(table), e);
    }
  }

  /**
   * Writes columns for the rows of {@code fragment}, each row with the values of the one of {@code
   * rows} that has the same in {@code right} as it has in {@code left}; null if there is none.
   * Reads the rows to their end, and leaves them open.
   *
   * @param left a column of the table, or {@link RowSelection#ADDRESS}
   * @param right a column of {@code rows}, which is not added; all others are
   * @throws StoreException if they cannot be read or written
   */
  FragmentMergeResult merge(
      TableId table, Fragment fragment, ArrowReader rows, String left, String right) {
    try (ArrowArrayStream stream = lent(rows)) {
      FragmentMergeResult result = fragment.mergeColumns(stream, left, right);
      List<String> files = files(result.getFragmentMetadata());
      files.removeAll(files(fragment.metadata()));
      written.addAll(files);
      return result;
    } catch (Exception e) {
      throw datasets.failure(table, cannotStage(table), e);
    }
  }

  private ArrowArrayStream lent(ArrowReader rows) throws IOException {
    ArrowArrayStream stream = ArrowArrayStream.allocateNew(datasets.allocator());
    try {
      BufferAllocator allocator = allocatorOf(rows);
      Data.exportArrayStream(allocator, new LentRows(allocator, rows), stream);
      return stream;
    } catch (IOException | RuntimeException | Error failure) {
      stream.close();
      throw failure;
    }
  }

  /** Lance removes the file that it was writing, and does not say which it had completed. */
  private String cannotStage(TableId table) {
    return "cannot stage data (data files that were completed before stay in "
        + datasets.location().dataFolder(table)
        + ", named by no version, until Lance's clean-up takes them)";
  }

  /** That the rows fit the version that the caller sees was checked before. */
  private static StoreException otherHead(TableId table, Exception cause) {
    return new StoreException(
        "data for table "
            + table
            + " cannot be staged now: its newest version has another schema than the visible one,"
            + " because another transaction or tool is changing it. Try again when that has ended",
        cause);
  }

  /**
   * Writes some of the rows of a staged fragment of its own once more.
   *
   * @param which the rows, by number in the fragment
   * @throws StoreException if they cannot be read or written
   */
  @SuppressWarnings("try") // the reader's close() declares Exception and throws none of its own
  List<FragmentMetadata> writeAgain(TableId table, FragmentMetadata staged, BitSet which) {
    List<Range> ranges = new ArrayList<>();
    for (int start = which.nextSetBit(0); start >= 0; ) {
      int end = which.nextClearBit(start);
      ranges.add(new Range(start, end));
      start = which.nextSetBit(end);
    }
    String file = datasets.location().dataFile(table, staged.getFiles().get(0).getPath());
    try (LanceFileReader reader =
            LanceFileReader.open(file, datasets.location().storageOptions(), datasets.allocator());
        ArrowReader aligned =
            new AlignedRows(datasets.allocator(), reader.readAll(null, ranges, BATCH))) {
      return write(table, aligned, WriteMode.APPEND);
    } catch (StoreException e) {
      throw e;
    } catch (Exception e) {
      throw datasets.failure(table, "cannot read staged data again", e);
    }
  }

  /**
   * Writes rows of any schema to their end into a file that no fragment names, and leaves them
   * open.
   *
   * @return the name of the file, among the data files of {@code table}; empty if there are no rows
   * @throws StoreException if they cannot be read or written
   */
  @SuppressWarnings("try") // the writer's close() declares Exception and throws none of its own
  Optional<String> writeFile(TableId table, ArrowReader rows) {
    String name = UUID.randomUUID() + ".lance";
    try {
      if (!loadRows(rows)) {
        return Optional.empty();
      }
      written.add(name);
      try (LanceFileWriter file =
          LanceFileWriter.open(
              datasets.location().dataFile(table, name),
              allocatorOf(rows),
              null,
              datasets.location().storageOptions())) {
        do {
          file.write(rows.getVectorSchemaRoot());
        } while (loadRows(rows));
      }
      return Optional.of(name);
    } catch (Exception e) {
      throw datasets.failure(table, cannotStage(table), e);
    }
  }

  private static boolean loadRows(ArrowReader rows) throws IOException {
    while (rows.loadNextBatch()) {
      if (rows.getVectorSchemaRoot().getRowCount() > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Hands the rows of a file that {@link #writeFile} has written to {@code consumer}.
   *
   * @throws StoreException if they cannot be read
   */
  @SuppressWarnings("try") // the reader's close() declares Exception and throws none of its own
  <T> T readFile(TableId table, String name, Function<ArrowReader, T> consumer) {
    String file = datasets.location().dataFile(table, name);
    try (LanceFileReader reader =
            LanceFileReader.open(file, datasets.location().storageOptions(), datasets.allocator());
        ArrowReader rows =
            new AlignedRows(datasets.allocator(), reader.readAll(null, null, BATCH))) {
      return consumer.apply(rows);
    } catch (StoreException e) {
      throw e;
    } catch (Exception e) {
      throw datasets.failure(table, "cannot read staged data again", e);
    }
  }

  private static List<String> files(FragmentMetadata fragment) {
    return fragment.getFiles().stream().map(DataFile::getPath).collect(Collectors.toList());
  }

  /**
   * Removes what it has written for {@code table}: nobody else can know of it.
   *
   * @param failure gets whatever is in the way of that
   */
  void discard(TableId table, Throwable failure) {
    for (String file : written) {
      try {
        datasets.location().delete(table, file);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** The data files that it has completed so far. */
  List<String> written() {
    return List.copyOf(written);
  }

  /** The number of rows in {@code fragments}. */
  static long rowsIn(List<FragmentMetadata> fragments) {
    return fragments.stream().mapToLong(FragmentMetadata::getNumRows).sum();
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
}
