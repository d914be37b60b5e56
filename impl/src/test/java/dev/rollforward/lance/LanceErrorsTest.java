package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.op;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.PlannedCommit;
import dev.rollforward.lance.LanceErrors.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.Transaction;
import org.lance.WriteParams.WriteMode;
import org.lance.operation.Delete;

/** Provokes Lance's real failures: an upgrade that words one differently fails here. */
class LanceErrorsTest extends OnTestTables {
  @BeforeEach
  void createTable() {
    tables.create(T, 1, 2);
  }

  @Test
  void incompatible() {
    LanceStagedChange append = tables.store.staging().stageAppend(T, 1, tables.rows(2));
    tables.restore("restore", T, 1);

    Exception failure =
        failure(
            1,
            LanceTransactions.of(
                op("append"), new PlannedCommit(UUID.randomUUID(), 1), append.operation()));

    assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.INCOMPATIBLE);
    assertThat(LanceErrors.reason(failure))
        .isEqualTo(
            "Incompatible transaction: This Append transaction is incompatible with concurrent"
                + " transaction Restore at version 2.");
  }

  @Test
  void retryable() {
    try (Dataset head = tables.datasets.at(T, 1)) {
      Fragment fragment = head.getFragments().get(0);
      Transaction first = delete(fragment.deleteRows(List.of(0)));
      tables.datasets.commit(head, first).close();
      Exception failure = failure(1, delete(fragment.deleteRows(List.of(0))));
      assertThat(failure).hasMessageStartingWith("Retryable commit conflict for version 2: ");
      assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.INCOMPATIBLE);
    }
  }

  private static Transaction delete(FragmentMetadata updated) {
    return new Transaction.Builder()
        .readVersion(1)
        .uuid(UUID.randomUUID().toString())
        .operation(Delete.builder().updatedFragments(List.of(updated)).predicate("id = 1").build())
        .build();
  }

  /** A folder in the next manifest's place: Lance sees no version there, and cannot put one. */
  @Test
  void lostPut() throws IOException {
    Exception failure;
    try (Dataset head = tables.datasets.at(T, 1)) {
      Files.createDirectory(root.resolve("t/_versions").resolve(Versions.manifest(2)));
      failure =
          failure(() -> tables.datasets.commit(head, LanceTransactions.restore(op("r"), 1, 1)));
    }
    assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.LOST_PUT);
    assertThat(LanceErrors.reason(failure))
        .isEqualTo(
            "Commit conflict for version 2: Failed to commit the transaction after 1 retries.");
  }

  @Test
  void alreadyExists() {
    String uri = root.resolve("t").toString();
    Exception failure =
        failure(
            () ->
                Dataset.write()
                    .allocator(tables.allocator)
                    .uri(uri)
                    .schema(Rows.SCHEMA)
                    .mode(WriteMode.CREATE)
                    .execute());
    assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(LanceErrors.reason(failure)).startsWith("Dataset already exists: ");
  }

  @Test
  void notFound() {
    for (Path path : List.of(root.resolve("none"), root)) {
      Exception failure =
          failure(() -> Dataset.open().allocator(tables.allocator).uri(path.toString()).build());
      assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.NOT_FOUND);
    }
    try (Dataset head = tables.datasets.at(T, 1)) {
      Exception failure = failure(() -> head.checkoutVersion(7));
      assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.NOT_FOUND);
    }
    Exception failure = failure(1, LanceTransactions.restore(op("r"), 7, 1));
    assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void ioIsOther() throws IOException {
    Failing.transactionsOf(root.resolve("t"));
    Exception failure = failure(1, LanceTransactions.restore(op("r"), 1, 1));
    assertThat(failure).isInstanceOf(IOException.class);
    assertThat(LanceErrors.kindOf(failure)).isEqualTo(Kind.OTHER);
    assertThat(LanceErrors.reason(failure)).isEqualTo("LanceError(IO): File exists (os error 17)");
  }

  @Test
  void withoutMessageIsOther() {
    assertThat(LanceErrors.kindOf(new IllegalArgumentException())).isEqualTo(Kind.OTHER);
    assertThat(LanceErrors.kindOf(new RuntimeException())).isEqualTo(Kind.OTHER);
    assertThat(LanceErrors.reason(new RuntimeException())).isEqualTo("null");
  }

  private Exception failure(long version, Transaction transaction) {
    try (transaction;
        Dataset dataset = tables.datasets.at(T, version)) {
      return failure(() -> tables.datasets.commit(dataset, transaction));
    }
  }

  private static Exception failure(Callable<Dataset> call) {
    return Assertions.catchException(() -> call.call().close());
  }
}
