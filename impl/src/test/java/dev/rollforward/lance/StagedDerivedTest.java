package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.IndexOptions;
import dev.rollforward.StoreException;
import dev.rollforward.lance.SampleRows.Nulls;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.util.List;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;

/** Compactions and indexes that are staged and committed as ours, on Lance. */
class StagedDerivedTest extends OnTestTables {
  private static final Schema VECTORS =
      new Schema(
          List.of(
              Rows.ID,
              new Field(
                  "v",
                  FieldType.nullable(new ArrowType.FixedSizeList(4)),
                  List.of(
                      Field.nullable(
                          "item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))))));

  @BeforeEach
  void twoFragments() {
    assertThat(
            tables.commit(
                "create",
                TestTables.creation(T),
                tables.store.staging().stageCreate(T, vectors(300))))
        .isEqualTo(new Landed(1));
    assertThat(tables.commit("append", tables.store.staging().stageAppend(T, 1, vectors(10)), 1))
        .isEqualTo(new Landed(2));
  }

  @Test
  void stagingMovesNothing() {
    tables.store.staging().stageCompact(at(2));
    tables.store.staging().stageBuildIndex(at(2), "id", IndexOptions.btree());

    assertThat(tables.head(T)).isEqualTo(2);
  }

  @Test
  void aVectorIndexCoversEveryRowAndIsBuiltAgain() {
    land(
        tables.store.staging().stageBuildIndex(at(2), "v", IndexOptions.ivfFlat(2).named("near")),
        2);
    assertThat(indexed(3, "near")).isEqualTo(310);
    assertThat(tables.commit("append", tables.store.staging().stageAppend(T, 3, vectors(5)), 3))
        .isEqualTo(new Landed(4));

    land(tables.store.staging().stageOptimizeIndex(at(4), "near"), 4);

    assertThat(indexed(5, "near")).isEqualTo(315);
    assertThat(read(5)).isEqualTo(read(4));
  }

  @Test
  void aCompactionHoldsTheSameRows() {
    land(tables.store.staging().stageCompact(at(2)), 2);

    assertThat(read(3)).isEqualTo(read(2));
    assertThatThrownBy(() -> tables.store.staging().stageCompact(at(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table t has nothing to compact");
  }

  @Test
  void aRestoreRefusesEachOfThem() {
    List<LanceStagedChange> all =
        List.of(
            tables.store.staging().stageCompact(at(2)),
            tables.store.staging().stageBuildIndex(at(2), "id", IndexOptions.btree()),
            tables.store.staging().stageBuildIndex(at(2), "v", IndexOptions.ivfFlat(2)));
    tables.restore("fence", T, 2);

    for (LanceStagedChange staged : all) {
      assertThat(commit(staged, 2)).as("%s", staged).isInstanceOf(Refused.class);
    }
    land(all.get(0), 3);
    assertThatThrownBy(() -> tables.store.fit(T, 4, all.get(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was staged over other files than version 4 has");
  }

  private void land(LanceStagedChange change, long base) {
    assertThat(commit(change, base)).isEqualTo(new Landed(base + 1));
  }

  private CommitOutcome commit(LanceStagedChange change, long base) {
    return tables.commit("change", change, base);
  }

  private long indexed(long version, String index) {
    try (Dataset dataset = tables.datasets.at(T, version)) {
      return ((Number) dataset.getIndexStatistics(index).get("num_indexed_rows")).longValue();
    }
  }

  private List<Object> read(long version) {
    try (LanceVersionReader reader = tables.store.openVersion(T, version)) {
      return SampleRows.read(reader.scan());
    }
  }

  private ArrowReader vectors(int count) {
    return SampleRows.of(tables.allocator, VECTORS, Nulls.NONE, count);
  }
}
