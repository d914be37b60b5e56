package dev.rollforward.published.lance;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.port.TableStore;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.CommitBuilder;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.ReadOptions;
import org.lance.Transaction;
import org.lance.WriteParams.WriteMode;
import org.lance.index.IndexOptions;
import org.lance.index.IndexParams;
import org.lance.index.IndexType;
import org.lance.index.scalar.ScalarIndexParams;
import org.lance.operation.Overwrite;

/**
 * The shipped table store, and two changes that the shipped protocol does not know: a table written
 * anew, and an index. Safe for use by several threads.
 */
public final class PublishedTables implements TableStore {
  /** The property of {@code LanceTransactions} that names the operation. */
  private static final String OPERATION = "rollforward.operation";

  private final LanceTableStore tables;
  private final Path root;
  private final BufferAllocator allocator;

  private record Replacement(Schema schema, List<FragmentMetadata> fragments)
      implements StagedChange {}

  private record Indexing(String column) implements StagedChange {}

  /**
   * @param tables does all the rest; not closed here
   * @param root the local folder of the datasets
   * @param allocator for what is read and written here
   */
  public PublishedTables(LanceTableStore tables, Path root, BufferAllocator allocator) {
    this.tables = tables;
    this.root = root.toAbsolutePath().normalize();
    this.allocator = allocator;
  }

  /**
   * Writes rows that are to replace all of {@code table}, visible to nobody until committed.
   *
   * @param rows read to its end and closed
   */
  public StagedChange stageReplace(TableId table, ArrowReader rows) {
    try (rows;
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
      Schema schema = rows.getVectorSchemaRoot().getSchema();
      Data.exportArrayStream(rows.getVectorSchemaRoot().getVector(0).getAllocator(), rows, stream);
      return new Replacement(
          schema,
          Fragment.write()
              .datasetUri(uri(table))
              .allocator(allocator)
              .data(stream)
              .mode(WriteMode.OVERWRITE)
              .execute());
    } catch (IOException e) {
      throw new StoreException("cannot read the data for table " + table, e);
    }
  }

  /** An index on {@code column}, built when it is committed. */
  public StagedChange stageIndex(String column) {
    return new Indexing(column);
  }

  @Override
  public TableHistory history(TableId table, long from) {
    return tables.history(table, from);
  }

  @Override
  public CommitOutcome commit(
      OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
    if (change instanceof Replacement replacement) {
      return replace(operation, plan, replacement);
    }
    return change instanceof Indexing indexing
        ? index(plan.table(), indexing)
        : tables.commit(operation, plan, commit, change);
  }

  @Override
  public OptionalLong restore(OperationId operation, TableId table, long pin) {
    return tables.restore(operation, table, pin);
  }

  private CommitOutcome replace(OperationId operation, TablePlan plan, Replacement replacement) {
    Overwrite overwrite =
        Overwrite.builder().fragments(replacement.fragments()).schema(replacement.schema()).build();
    ReadOptions base = new ReadOptions.Builder().setVersion(plan.base()).build();
    try (Dataset dataset = open(plan.table(), base);
        Transaction transaction =
            new Transaction.Builder()
                .readVersion(plan.base())
                .uuid(UUID.randomUUID().toString())
                .operation(overwrite)
                .transactionProperties(Map.of(OPERATION, operation.value()))
                .build();
        Dataset landed = commit(dataset, transaction)) {
      return new Landed(landed.version());
    } catch (RuntimeException e) {
      return refused(plan.table(), e);
    }
  }

  private static Dataset commit(Dataset base, Transaction transaction) {
    return new CommitBuilder(base).maxRetries(1).skipAutoCleanup(true).execute(transaction);
  }

  /** Built by Lance itself, so its transaction names no operation. */
  private CommitOutcome index(TableId table, Indexing indexing) {
    IndexParams params =
        IndexParams.builder().setScalarIndexParams(ScalarIndexParams.create("btree", "{}")).build();
    IndexOptions options =
        IndexOptions.builder(List.of(indexing.column()), IndexType.BTREE, params)
            .replace(true)
            .build();
    try (Dataset head = open(table, new ReadOptions.Builder().build())) {
      head.createIndex(options);
      return new Landed(head.version());
    } catch (RuntimeException e) {
      return refused(table, e);
    }
  }

  private Dataset open(TableId table, ReadOptions options) {
    return Dataset.open().allocator(allocator).uri(uri(table)).readOptions(options).build();
  }

  private String uri(TableId table) {
    return root + "/" + table;
  }

  /** A conflict has no class of its own in Lance; its message tells. */
  private static CommitOutcome refused(TableId table, RuntimeException failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("");
    boolean conflict =
        message.startsWith("Incompatible transaction: ")
            || message.startsWith("Retryable commit conflict for version ")
            || message.startsWith("Commit conflict for version ");
    if (!conflict) {
      throw new StoreException.OutcomeUnknown(
          "table " + table + ": a commit may or may not have landed: " + message, failure);
    }
    return new Refused(message);
  }
}
