package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.core.TableVersion.Change;
import dev.rollforward.core.TableVersion.Restore;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;
import org.lance.Transaction;
import org.lance.WriteParams.WriteMode;
import org.lance.index.IndexOptions;
import org.lance.index.IndexParams;
import org.lance.index.IndexType;
import org.lance.index.scalar.ScalarIndexParams;

class LanceHistoryTest extends OnTestTables {
  @Test
  void missingDatasetHasNoVersions() throws IOException {
    assertThat(tables.store.history(T, 0).versions()).isEmpty();
    assertThat(tables.store.history(T, 0).head()).isZero();
    Files.createDirectories(root.resolve("t"));
    assertThat(tables.store.history(T, 0).head()).isZero();
    tables.store.staging().stageCreate(T, tables.rows(1));
    assertThat(tables.store.history(T, 0).head()).isZero();
  }

  @Test
  void nothingAboveHead() {
    tables.create(T, 1);
    tables.appendUpTo(T, 2);
    assertThat(tables.store.history(T, 2).versions()).isEmpty();
    assertThat(tables.store.history(T, 2).head()).isEqualTo(2);
  }

  @Test
  void headBelowThePinNamesBothAndTheMend() {
    tables.create(T, 1);
    assertThatThrownBy(() -> tables.store.history(T, 3).head())
        .isInstanceOfSatisfying(
            Unreadable.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Unreadable.Reason.MISSING);
              assertThat(e.location()).isEqualTo(root.resolve("t").toString());
              assertThat(e.remedy()).contains("backup");
            })
        .hasMessageContaining("table t: neither version 3 nor a newer one is there");
  }

  @Test
  void missingDatasetBelowThePin() {
    assertThatThrownBy(() -> tables.store.history(T, 3).head())
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("table t: neither version 3 nor a newer one is there");
  }

  @Test
  void missingVersionAboveThePin() {
    tables.create(T, 1);
    tables.appendUpTo(T, 4);
    Versions.delete(root.resolve("t"), 3);
    TableHistory history = tables.store.history(T, 1);
    assertThat(history.head()).isEqualTo(4);
    assertThat(history.at(2)).isPresent();
    assertThatThrownBy(() -> history.at(3))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("table t: there is no version 3");
    assertThatThrownBy(history::versions).isInstanceOf(Unreadable.class);
  }

  /** S1: what a look at a table costs does not depend on how many attempts were rolled back. */
  @Test
  void onlyTheVersionsThatAreAskedForAreOpened() {
    tables.close();
    List<Long> opened = new ArrayList<>();
    tables =
        new TestTables(
            root,
            real ->
                new LanceDatasets(real.location(), real.allocator()) {
                  @Override
                  Optional<Dataset> find(TableId table, long version) {
                    opened.add(version);
                    return super.find(table, version);
                  }
                });
    tables.create(T, 1);
    for (int attempt = 0; attempt < 5; attempt++) {
      tables.append("aborted-" + attempt, T, 1 + 2L * attempt, 10 + attempt);
      tables.restore("aborted-" + attempt, T, 1);
    }
    opened.clear();

    TableHistory history = tables.store.history(T, 1);
    assertThat(history.at(3)).isPresent();
    assertThat(history.at(3)).isPresent();
    assertThat(opened).containsExactly(3L);
    opened.clear();
    assertThat(history.head()).isEqualTo(11);
    assertThat(opened).as("from there").containsExactly(4L, 6L, 10L, 18L, 14L, 12L, 11L);
    opened.clear();
    assertThat(history.resolvedHead()).isEqualTo(1);
    assertThat(opened).isEmpty();
  }

  @Test
  void negativeFrom() {
    assertThatThrownBy(() -> tables.store.history(T, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void foreignWritesHaveNoOperation() {
    tables.create(T, 1);
    tables.appendUpTo(T, 2);
    foreign(dataset -> dataset.delete("id = 1"));
    foreign(dataset -> dataset.dropColumns(List.of("text")));
    foreign(Dataset::truncateTable);
    foreign(LanceHistoryTest::restoreSecond);
    Dataset.write()
        .allocator(tables.allocator)
        .uri(root.resolve("t").toString())
        .schema(Rows.SCHEMA)
        .mode(WriteMode.OVERWRITE)
        .execute()
        .close();

    assertThat(told(tables.store.history(T, 2)).values())
        .containsExactly(
            new TableVersion(3, Optional.empty(), Optional.empty(), new Change()),
            new TableVersion(4, Optional.empty(), Optional.empty(), new Change()),
            new TableVersion(5, Optional.empty(), Optional.empty(), new Change()),
            new TableVersion(6, Optional.empty(), Optional.empty(), new Restore(2)),
            new TableVersion(7, Optional.empty(), Optional.empty(), new Change()));
  }

  /** Such a transaction cannot be read back through the binding; nor can it be one of ours. */
  @Test
  void compactionOfAnIndexedTableIsExternalAndCanBeUndone() {
    tables.create(T, 1);
    foreign(LanceHistoryTest::indexIds);
    tables.restore("repair", T, 1);
    tables.appendUpTo(T, 6);
    foreign(LanceHistoryTest::indexIds);
    foreign(Dataset::compact);

    TableHistory history = tables.store.history(T, 6);
    assertThat(history.head()).isEqualTo(9);
    assertThat(history.versions().values())
        .allMatch(version -> version.operation().isEmpty())
        .allMatch(version -> version.content().equals(new Change()));
    assertThat(tables.restore("repair", T, 6)).isEqualTo(10);
    assertThat(tables.append("append", T, 10, 11)).isEqualTo(new Landed(11));
    assertThat(tables.ids(T, 11)).containsExactly(1L, 4L, 5L, 6L, 11L);
  }

  private static void indexIds(Dataset head) {
    ScalarIndexParams btree = ScalarIndexParams.create("btree", "{}");
    head.createIndex(
        IndexOptions.builder(
                List.of("id"),
                IndexType.BTREE,
                IndexParams.builder().setScalarIndexParams(btree).build())
            .withIndexName("by id")
            .build());
  }

  @Test
  void externalCommitsAreToldByKind() {
    tables.create(T, 1);
    tables.appendUpTo(T, 3);
    foreign(dataset -> dataset.delete("id = 1"));
    tables.appendUpTo(T, 5);
    foreign(LanceHistoryTest::restoreSecond);
    foreign(LanceHistoryTest::indexIds);
    foreign(Dataset::compact);

    List<ExternalCommit> external = tables.store.externalCommits(T, 3);
    assertThat(external)
        .extracting(ExternalCommit::version, ExternalCommit::kind)
        .containsExactly(
            tuple(4L, "Delete"),
            tuple(6L, "Restore"),
            tuple(7L, "CreateIndex"),
            tuple(8L, "ReserveFragments"),
            tuple(9L, ExternalCommit.UNKNOWN));
    assertThat(external.subList(0, 4)).allMatch(commit -> commit.transaction().isPresent());
    assertThat(external.get(4).transaction()).isEmpty();
    assertThat(tables.store.externalCommits(new TableId("none"), 0)).isEmpty();

    tables.restore("discard", T, 5);
    assertThat(tables.ids(T, 10)).isEqualTo(tables.ids(T, 5));
  }

  @Test
  void foreignDatasetIsNoFence() {
    Dataset.write()
        .allocator(tables.allocator)
        .uri(root.resolve("t").toString())
        .schema(Rows.SCHEMA)
        .execute()
        .close();
    assertThat(told(tables.store.history(T, 0)).values())
        .containsExactly(new TableVersion(1, Optional.empty(), Optional.empty(), new Change()));
  }

  @Test
  void emptyCreateIsNoFence() {
    LanceStagedChange change = tables.store.staging().stageCreate(T, Rows.SCHEMA);
    tables.commit("create", TestTables.creation(T), change);
    assertThat(told(tables.store.history(T, 0)).get(1L).content()).isEqualTo(new Change());
  }

  /** Whoever writes such a name, it is not one of ours. */
  @Test
  void impossibleOperationNameIsForeign() {
    tables.create(T, 1);
    Transaction transaction =
        new Transaction.Builder()
            .readVersion(1)
            .uuid(UUID.randomUUID().toString())
            .operation(org.lance.operation.Restore.builder().version(1).build())
            .transactionProperties(Map.of(LanceTransactions.OPERATION, "Not An Id"))
            .build();
    try (transaction;
        Dataset head = tables.datasets.at(T, 1)) {
      tables.datasets.commit(head, transaction).close();
    }
    assertThat(told(tables.store.history(T, 1)).get(2L))
        .isEqualTo(new TableVersion(2, Optional.empty(), Optional.empty(), new Restore(1)));
  }

  /**
   * A commit that is killed after its put leaves the hint behind; a racing one can turn it back.
   */
  @Test
  void headIsFoundWhateverTheHintSays() {
    tables.create(T, 1);
    tables.appendUpTo(T, 5);
    List<String> hints =
        List.of("{\"version\":1}", "{\"version\":4}", "{\"version\":9}", "{", "", "nonsense");
    for (String hint : hints) {
      Versions.hint(root.resolve("t"), hint);
      assertThat(tables.head(T)).as(hint).isEqualTo(5);
    }
    Versions.hint(root.resolve("t"), "{\"version\":2}");
    tables.appendUpTo(T, 6);
    assertThat(tables.ids(T, 6)).hasSize(6);
  }

  private static void restoreSecond(Dataset head) {
    try (Dataset second = head.checkoutVersion(2)) {
      second.restore();
    }
  }

  private void foreign(Consumer<Dataset> write) {
    try (Dataset head = tables.datasets.newest(T).orElseThrow()) {
      write.accept(head);
    }
  }
}
