package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Scan;
import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;

class LanceVersionReaderTest extends OnTestTables {
  @BeforeEach
  void createTable() {
    tables.create(T, 1, 2, 3);
  }

  @Test
  void readsItsVersionWhateverIsCommitted() {
    try (LanceVersionReader reader = tables.store.openVersion(T, 1)) {
      tables.append("append", T, 1, 4);
      assertThat(reader.table()).isEqualTo(T);
      assertThat(reader.version()).isEqualTo(1);
      assertThat(reader.schema()).isEqualTo(Rows.SCHEMA);
      assertThat(reader.rowCount()).isEqualTo(3);
      assertThat(Rows.ids(reader.scan())).containsExactly(1L, 2L, 3L);
    }
    try (LanceVersionReader reader = tables.store.openVersion(T, 2)) {
      assertThat(reader.rowCount()).isEqualTo(4);
    }
  }

  @Test
  void filtersAndLimits() {
    try (LanceVersionReader reader = tables.store.openVersion(T, 1)) {
      assertThat(Rows.ids(reader.scan(Scan.all().where("id <> 2")))).containsExactly(1L, 3L);
      assertThat(Rows.ids(reader.scan(Scan.all().where("text = 'row 3'")))).containsExactly(3L);
      assertThat(Rows.ids(reader.scan(Scan.all().limit(2)))).containsExactly(1L, 2L);
      assertThat(Rows.ids(reader.scan(Scan.all().limit(0)))).isEmpty();
      assertThat(Rows.ids(reader.scan(Scan.all().where("id > 1").limit(1)))).containsExactly(2L);
    }
  }

  @Test
  void projectsInTheOrderAsked() throws IOException {
    try (LanceVersionReader reader = tables.store.openVersion(T, 1);
        ArrowReader rows = reader.scan(Scan.all().select("text", "id"));
        ArrowReader texts = reader.scan(Scan.all().select("text").where("id = 2"))) {
      assertThat(rows.getVectorSchemaRoot().getSchema())
          .isEqualTo(new Schema(List.of(Rows.TEXT, Rows.ID)));
      assertThat(texts.loadNextBatch()).isTrue();
      assertThat(texts.getVectorSchemaRoot().getVector("text").getObject(0)).hasToString("row 2");
    }
  }

  @Test
  void scanOutlivesItsReader() {
    ArrowReader rows;
    try (LanceVersionReader reader = tables.store.openVersion(T, 1)) {
      rows = reader.scan();
    }
    assertThat(Rows.ids(rows)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void scansThatMakeNoSense() {
    try (LanceVersionReader reader = tables.store.openVersion(T, 1)) {
      assertThatThrownBy(() -> reader.scan(Scan.all().select("nope")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("table t version 1")
          .hasMessageContaining("nope");
      assertThatThrownBy(() -> reader.scan(Scan.all().where("id >")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("id >");
    }
    assertThatThrownBy(() -> Scan.all().select()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scan.all().limit(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closed() {
    LanceVersionReader reader = tables.store.openVersion(T, 1);
    reader.close();
    reader.close();
    assertThatThrownBy(reader::scan)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("reader of table t version 1 is closed");
    assertThatThrownBy(reader::rowCount).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(reader::schema).isInstanceOf(IllegalStateException.class);
  }

  /** Its store would otherwise wait for it for ever. */
  @Test
  void countsAsClosedAlsoIfItsMemoryCannotBeFreed() {
    AtomicInteger closed = new AtomicInteger();
    Dataset noDataset = null;
    LanceVersionReader reader = new LanceVersionReader(T, 1, noDataset, closed::incrementAndGet);
    assertThatThrownBy(reader::close).isInstanceOf(NullPointerException.class);
    reader.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void rowsCanBeClosedTwice() throws IOException {
    try (LanceVersionReader reader = tables.store.openVersion(T, 1)) {
      ArrowReader rows = reader.scan();
      assertThat(rows.loadNextBatch()).isTrue();
      rows.close();
      rows.close();
    }
  }

  /** Copying a table: rows that are read are rows like any other, whoever closes them how often. */
  @Test
  void rowsAreASourceForOtherTables() throws IOException {
    TableId copy = new TableId("copy");
    try (LanceVersionReader reader = tables.store.openVersion(T, 1);
        ArrowReader all = reader.scan();
        ArrowReader some = reader.scan(Scan.all().where("id > 1"))) {
      LanceStagedChange create = tables.store.staging().stageCreate(copy, all);
      assertThat(tables.commit("create", TestTables.creation(copy), create))
          .isEqualTo(new Landed(1));
      LanceStagedChange append = tables.store.staging().stageAppend(copy, 1, some);
      assertThat(tables.commit("append", append, 1)).isEqualTo(new Landed(2));
    }
    assertThat(tables.ids(copy, 2)).containsExactly(1L, 2L, 3L, 2L, 3L);
  }

  @Test
  void missingVersion() {
    for (long version : new long[] {0, -1, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> tables.store.openVersion(T, version))
          .isInstanceOf(StoreException.Unreadable.class);
    }
    assertThatThrownBy(() -> tables.store.openVersion(T, 5))
        .isInstanceOf(StoreException.Unreadable.class)
        .hasMessageContaining("table t: there is no version 5");
  }

  /** A scan is native memory of the store. */
  @Test
  void storeTellsOfAnOpenScan() throws IOException {
    LanceTableStore store = new LanceTableStore(root, tables.allocator);
    LanceVersionReader reader = store.openVersion(T, 1);
    try (ArrowReader rows = reader.scan()) {
      assertThat(rows.loadNextBatch()).isTrue();
      assertThatThrownBy(store::close).isInstanceOf(IllegalStateException.class);
    }
    reader.close();
    store.close();
    store.close();
    assertThatThrownBy(() -> store.openVersion(T, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> store.history(T, 0)).isInstanceOf(IllegalStateException.class);
  }
}
