package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.Transaction;
import org.lance.WriteParams.WriteMode;
import org.lance.index.Index;
import org.lance.index.IndexOptions;
import org.lance.index.IndexParams;
import org.lance.index.IndexType;
import org.lance.index.scalar.ScalarIndexParams;
import org.lance.ipc.LanceScanner;
import org.lance.ipc.ScanOptions;
import org.lance.operation.Append;
import org.lance.operation.CreateIndex;
import org.lance.operation.Delete;
import org.lance.operation.Merge;
import org.lance.operation.Operation;
import org.lance.operation.Overwrite;
import org.lance.operation.Project;
import org.lance.operation.Restore;
import org.lance.operation.Rewrite;
import org.lance.operation.RewriteGroup;
import org.lance.operation.Update;
import org.lance.operation.UpdateConfig;
import org.lance.operation.UpdateMap;

/**
 * The kinds of {@code contract/LanceTable.tla}. Each is made on a table with the rows 1 and 2, 3
 * and 4, 5 and 6 in three fragments, and concerns part 0 or 1 of it: a fragment, or an index or
 * config key of that number.
 */
enum LanceKind {
  Append,
  Insert,
  Update,
  Merge,
  Project,
  CreateIndex,
  Rewrite,
  Overwrite,
  UpdateConfig,
  Restore;

  /** The row that this kind adds. */
  @SuppressWarnings("EnumOrdinal") // Any number will do that no other kind has.
  long added(int part) {
    return 100L * (ordinal() + 1) + part;
  }

  /** What a table with the rows {@code ids} holds after this. */
  List<Long> applied(List<Long> ids, int part) {
    return switch (this) {
      case Append, Insert -> Stream.concat(ids.stream(), Stream.of(added(part))).toList();
      case Update -> ids.stream().filter(id -> id != firstOf(part)).toList();
      case Overwrite -> List.of(added(part));
      case Restore -> List.of(1L, 2L, 3L, 4L);
      case Merge, Project, CreateIndex, Rewrite, UpdateConfig -> ids;
    };
  }

  private static long firstOf(int part) {
    return 2L * part + 1;
  }

  static Operation restore(long version) {
    return org.lance.operation.Restore.builder().version(version).build();
  }

  static Transaction transaction(long read, Operation operation) {
    return new Transaction.Builder()
        .readVersion(read)
        .uuid(UUID.randomUUID().toString())
        .operation(operation)
        .build();
  }

  /** The column that every kind leaves. */
  @SuppressWarnings("try") // the scanner's close() declares Exception and throws none of its own
  static List<Long> ids(TestTables tables, long version) {
    List<Long> ids = new ArrayList<>();
    try (Dataset dataset = tables.datasets.at(T, version);
        LanceScanner scanner =
            dataset.newScan(new ScanOptions.Builder().columns(List.of("id")).build());
        ArrowReader reader = scanner.scanBatches()) {
      while (reader.loadNextBatch()) {
        BigIntVector column = (BigIntVector) reader.getVectorSchemaRoot().getVector("id");
        IntStream.range(0, column.getValueCount()).forEach(i -> ids.add(column.get(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return ids;
  }

  /**
   * Operations on version 3, staged once each. One that has a schema can be committed only once, as
   * Lance takes the schema over; a second time ends the JVM. So each is made of what was staged.
   */
  static final class Staged {
    private final TestTables tables;
    private final Map<LanceKind, List<Supplier<Operation>>> operations =
        new EnumMap<>(LanceKind.class);

    Staged(TestTables tables) {
      this.tables = tables;
      try (Dataset base = tables.datasets.at(T, 3)) {
        for (LanceKind kind : LanceKind.values()) {
          operations.put(kind, List.of(stage(base, kind, 0), stage(base, kind, 1)));
        }
      }
    }

    Operation of(LanceKind kind, int part) {
      return operations.get(kind).get(part).get();
    }

    private Supplier<Operation> stage(Dataset base, LanceKind kind, int part) {
      return switch (kind) {
        case Append -> appended(kind.added(part));
        case Insert -> updated(List.of(), written(kind.added(part)));
        case Update -> deleted(base, part);
        case Merge -> merged(all(base), part);
        case Project -> () -> new Project.Builder().schema(new Schema(List.of(Rows.ID))).build();
        case CreateIndex -> indexed(index(base, part));
        case Rewrite -> rewritten(base, part);
        case Overwrite -> overwritten(kind.added(part), part);
        case UpdateConfig -> () -> configured(part);
        case Restore -> () -> restore(2);
      };
    }

    /** Removes every fragment and adds the row 77. */
    Operation overwriteAsUpdate() {
      return updated(List.of(0L, 1L, 2L), written(77)).get();
    }

    private Supplier<Operation> appended(long id) {
      List<FragmentMetadata> rows = written(id);
      return () -> org.lance.operation.Append.builder().fragments(rows).build();
    }

    private static Supplier<Operation> updated(List<Long> removed, List<FragmentMetadata> added) {
      return () ->
          org.lance.operation.Update.builder()
              .removedFragmentIds(removed)
              .updatedFragments(List.of())
              .newFragments(added)
              .fieldsModified(new long[0])
              .fieldsForPreservingFragBitmap(new long[0])
              .updateMode(Optional.empty())
              .build();
    }

    private static Supplier<Operation> deleted(Dataset base, int part) {
      FragmentMetadata left = base.getFragment(part).deleteRows(List.of(0));
      return () ->
          Delete.builder()
              .updatedFragments(List.of(left))
              .deletedFragmentIds(List.of())
              .predicate("id = " + firstOf(part))
              .build();
    }

    private static Supplier<Operation> merged(List<FragmentMetadata> fragments, int part) {
      return () ->
          org.lance.operation.Merge.builder().fragments(fragments).schema(wider(part)).build();
    }

    private static Supplier<Operation> indexed(Index index) {
      return () ->
          org.lance.operation.CreateIndex.builder()
              .withNewIndices(List.of(index))
              .withRemovedIndices(List.of())
              .build();
    }

    private Supplier<Operation> overwritten(long id, int part) {
      List<FragmentMetadata> rows = written(WriteMode.OVERWRITE, id);
      return () ->
          org.lance.operation.Overwrite.builder()
              .fragments(rows)
              .schema(Rows.SCHEMA)
              .configUpsertValues(Map.of("key" + part, "overwritten"))
              .build();
    }

    private static Operation configured(int part) {
      UpdateMap key =
          UpdateMap.builder().updates(Map.of("key" + part, "set")).replace(false).build();
      return new UpdateConfig.Builder().configUpdates(key).build();
    }

    private List<FragmentMetadata> written(long... ids) {
      return written(WriteMode.APPEND, ids);
    }

    private List<FragmentMetadata> written(WriteMode mode, long... ids) {
      try (ArrowReader rows = tables.rows(ids)) {
        return new FragmentWriter(tables.datasets).write(T, rows, mode);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Supplier<Operation> rewritten(Dataset base, int part) {
      RewriteGroup group =
          RewriteGroup.builder()
              .oldFragments(List.of(base.getFragment(part).metadata()))
              .newFragments(written(firstOf(part), firstOf(part) + 1))
              .build();
      return () ->
          org.lance.operation.Rewrite.builder()
              .groups(List.of(group))
              .rewrittenIndices(List.of())
              .build();
    }

    private static List<FragmentMetadata> all(Dataset base) {
      return base.getFragments().stream().map(org.lance.Fragment::metadata).toList();
    }

    private static Schema wider(int part) {
      Field more = Field.nullable("more" + part, new ArrowType.Int(64, true));
      return new Schema(List.of(Rows.ID, Rows.TEXT, more));
    }

    private static Index index(Dataset base, int part) {
      String uuid = UUID.randomUUID().toString();
      IndexParams params =
          IndexParams.builder()
              .setScalarIndexParams(ScalarIndexParams.create("btree", "{}"))
              .build();
      Index index =
          base.createIndex(
              IndexOptions.builder(List.of("id"), IndexType.BTREE, params)
                  .withIndexName("by_id_" + part)
                  .withIndexUUID(uuid)
                  .withFragmentIds(List.of(0, 1, 2))
                  .build());
      base.mergeIndexMetadata(uuid, IndexType.BTREE, Optional.empty());
      return index;
    }
  }
}
