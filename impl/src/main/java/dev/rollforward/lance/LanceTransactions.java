package dev.rollforward.lance;

import dev.rollforward.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Transaction;
import org.lance.operation.Operation;
import org.lance.operation.Overwrite;
import org.lance.operation.Restore;

/** How an operation's identity is written into Lance transactions, and read back from them. */
final class LanceTransactions {
  /** Property that names the operation a transaction serves. */
  static final String OPERATION = "rollforward.operation";

  /** Property of a transaction that created an empty dataset only to keep a create out. */
  static final String FENCE = "rollforward.fence";

  /**
   * The read version of a create. Lance creates a dataset by an Overwrite, and commits an Overwrite
   * with read version 0 on top of whatever is there. A read version that no table has makes it fail
   * on a dataset that exists; on one that does not, Lance ignores it.
   */
  static final long NO_SUCH_VERSION = 1L << 62;

  private static final Schema NO_COLUMNS = new Schema(List.of());

  private LanceTransactions() {}

  /** The transaction of a planned commit. */
  static Transaction of(OperationId operation, PlannedCommit commit, Operation change) {
    return transaction(commit.transaction(), readVersion(commit), change, named(operation));
  }

  /** What Lance is told that {@code commit} is prepared against. */
  static long readVersion(PlannedCommit commit) {
    return commit.read() == Pin.ABSENT ? NO_SUCH_VERSION : commit.read();
  }

  static Transaction fence(OperationId operation) {
    Map<String, String> properties = new HashMap<>(named(operation));
    properties.put(FENCE, "true");
    Overwrite empty = Overwrite.builder().fragments(List.of()).schema(NO_COLUMNS).build();
    return transaction(UUID.randomUUID(), NO_SUCH_VERSION, empty, properties);
  }

  static Transaction restore(OperationId operation, long readVersion, long pin) {
    Restore restore = Restore.builder().version(pin).build();
    return transaction(UUID.randomUUID(), readVersion, restore, named(operation));
  }

  /** What the transaction of {@code version} says; one without any is an external change. */
  static TableVersion describe(long version, Optional<Transaction> transaction) {
    Map<String, String> properties =
        transaction.flatMap(Transaction::transactionProperties).orElse(Map.of());
    Optional<OperationId> operation =
        Optional.ofNullable(properties.get(OPERATION))
            .filter(OperationId::isValid)
            .map(OperationId::new);
    return new TableVersion(
        version,
        transaction.flatMap(LanceTransactions::uuid),
        operation,
        content(version, transaction, properties));
  }

  /** Lance's own are all of this form; another tool's need not be. */
  private static Optional<UUID> uuid(Transaction transaction) {
    try {
      return Optional.of(UUID.fromString(transaction.uuid()));
    } catch (IllegalArgumentException external) {
      return Optional.empty();
    }
  }

  private static TableVersion.Content content(
      long version, Optional<Transaction> transaction, Map<String, String> properties) {
    if (transaction.isPresent() && transaction.get().operation() instanceof Restore restore) {
      return new TableVersion.Restore(restore.version());
    }
    return version == 1 && properties.containsKey(FENCE)
        ? new TableVersion.Restore(Pin.ABSENT)
        : new TableVersion.Change();
  }

  private static Map<String, String> named(OperationId operation) {
    return Map.of(OPERATION, operation.value());
  }

  private static Transaction transaction(
      UUID uuid, long readVersion, Operation operation, Map<String, String> properties) {
    return new Transaction.Builder()
        .readVersion(readVersion)
        .uuid(uuid.toString())
        .operation(operation)
        .transactionProperties(properties)
        .build();
  }
}
