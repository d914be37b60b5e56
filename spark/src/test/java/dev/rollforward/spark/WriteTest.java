package dev.rollforward.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.NoSuchTableException;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.Snapshot;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What executors write is what the dataset has. */
class WriteTest extends SparkTables {
  /** More rows than a batch has. */
  @Test
  void severalTablesBecomeVisibleAtOnce() {
    long many = 3L * SparkRows.BATCH + 1;
    Transaction transaction = group.begin();
    assertThat(RollforwardSpark.write(transaction, "a", numbers(many, 2))).isEqualTo(many);
    assertThat(RollforwardSpark.write(transaction, "b", numbers(9, 3).where("n < 2"))).isEqualTo(2);
    assertThat(in("a")).isEmpty();
    assertThat(in("b")).isEmpty();

    commit(transaction);

    assertThat(in("a")).isEqualTo(upTo(many));
    assertThat(in("b")).isEqualTo(upTo(2));
    Transaction overwrite = group.begin();
    RollforwardSpark.overwrite(overwrite, "a", numbers(3, 1));
    RollforwardSpark.overwrite(overwrite, "b", numbers(3, 1).where("n > 3"));
    commit(overwrite);
    assertThat(in("a")).isEqualTo(upTo(3));
    assertThat(in("b")).isEmpty();
  }

  @Test
  void withoutRowsATableIsNotChanged() {
    Transaction transaction = group.begin();
    assertThat(RollforwardSpark.write(transaction, "a", numbers(0, 1))).isZero();
    assertThatThrownBy(transaction::commit)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no tables");
  }

  /** Also what asks for its task: a Python function, the name of the input file, a shuffle. */
  @Test
  void rowsAreComputedByTheThreadOfTheirTask() {
    MapFunction<Row, Long> partition = row -> (long) TaskContext.get().partitionId();
    Transaction transaction = group.begin();
    RollforwardSpark.write(
        transaction, "a", numbers(5_000, 2).map(partition, Encoders.LONG()).toDF("n"));
    commit(transaction);
    assertThat(in("a").stream().collect(Collectors.groupingBy(n -> n, Collectors.counting())))
        .isEqualTo(Map.of(0L, 2_500L, 1L, 2_500L));
  }

  @Test
  void everyTypeThatSparkAndLanceHave() {
    Dataset<Row> rows =
        Cluster.session()
            .sql(
                """
                SELECT true AS flag, cast(1 AS tinyint) AS tiny, cast(2 AS smallint) AS small,
                  3 AS whole, 4L AS big, cast(0.5 AS float) AS single, 0.25D AS twice,
                  cast(1.50 AS decimal(10, 2)) AS money, 'text' AS words, x'0aff' AS bytes,
                  date'2026-11-30' AS day, timestamp'2026-11-30 20:00:00 UTC' AS instant,
                  timestamp_ntz'2026-11-30 20:00:00' AS local, array(1, null) AS list,
                  named_struct('x', if(true, 1, null), 'y', if(true, 'z', null)) AS pair
                UNION ALL SELECT null, null, null, null, null, null, null, null, null, null, null,
                  null, null, null, null
                """);
    commit(group.begin().create("t", RollforwardSpark.schema(rows.schema())));
    Transaction transaction = group.begin();
    RollforwardSpark.write(transaction, "t", rows.coalesce(1));
    commit(transaction);

    assertThat(values("t"))
        .containsExactly(
            "true 1 2 3 4 0.5 0.25 1.50 text [10, -1] 20787 1796068800000000"
                + " 2026-11-30T20:00 [1,null] {\"x\":1,\"y\":\"z\"}",
            "null null null null null null null null null null null null null null null");
  }

  @Test
  void embeddingsAreListsOfFixedSize() {
    Field item = Field.nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
    ArrowType three = new ArrowType.FixedSizeList(3);
    commit(
        group
            .begin()
            .create(
                "t",
                new Schema(List.of(new Field("v", FieldType.nullable(three), List.of(item))))));
    Transaction transaction = group.begin();
    RollforwardSpark.write(transaction, "t", vectors("null", "1, 2, 3", "4, null, 6"));
    commit(transaction);
    assertThat(values("t")).containsExactly("null", "[1.0,2.0,3.0]", "[4.0,null,6.0]");

    assertThatThrownBy(() -> RollforwardSpark.write(group.begin(), "t", vectors("1, 2")))
        .hasStackTraceContaining("column v holds lists of 3 items, and a row has 2");
  }

  private static Dataset<Row> vectors(String... items) {
    List<String> rows = new ArrayList<>();
    for (String each : items) {
      String value = each.equals("null") ? "null" : "array(" + each + ")";
      rows.add("SELECT cast(" + value + " AS array<float>) AS v");
    }
    return Cluster.session().sql(String.join(" UNION ALL ", rows)).coalesce(1);
  }

  /** All rows of {@code table}, in their order, as text. */
  private List<String> values(String table) {
    List<String> rows = new ArrayList<>();
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read(table);
        ArrowReader batches = reader.scan()) {
      while (batches.loadNextBatch()) {
        List<FieldVector> columns = batches.getVectorSchemaRoot().getFieldVectors();
        for (int i = 0; i < batches.getVectorSchemaRoot().getRowCount(); i++) {
          int row = i;
          rows.add(
              columns.stream()
                  .map(column -> text(column.getObject(row)))
                  .collect(Collectors.joining(" ")));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }

  @Test
  void columnsAreMatchedByNameAndNeverCastOrLeftOut() {
    Schema two = RollforwardSpark.schema(numbers(1, 1).selectExpr("n", "'x' AS `a b`").schema());
    commit(group.begin().create("t", two));
    Transaction transaction = group.begin();
    RollforwardSpark.write(transaction, "t", numbers(1, 1).selectExpr("'x' AS `a b`", "n"));
    commit(transaction);
    assertThat(values("t")).containsExactly("0 x");

    refused(numbers(1, 1), "at field a b: the table has string, the data has no such field");
    refused(
        numbers(1, 1).selectExpr("n", "'x' AS `a b`", "1 AS more"),
        "at field more: the table has no such field, the data has int");
    refused(
        numbers(1, 1).selectExpr("cast(n AS int) AS n", "'x' AS `a b`"),
        "at field n: the table has long, the data has integer");
    refused(
        numbers(1, 1).selectExpr("n", "n", "'x' AS `a b`"),
        "at field n: the table has one such field, the data has several");
  }

  private void refused(Dataset<Row> rows, String why) {
    assertThatThrownBy(() -> RollforwardSpark.write(group.begin(), "t", rows))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    assertThatThrownBy(() -> RollforwardSpark.write(group.begin(), "c", numbers(1, 1)))
        .isInstanceOf(NoSuchTableException.class);
    ArrowType seconds = new ArrowType.Timestamp(TimeUnit.SECOND, "UTC");
    commit(group.begin().create("t", new Schema(List.of(Field.nullable("s", seconds)))));
    assertThatThrownBy(() -> RollforwardSpark.write(group.begin(), "t", numbers(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column s of table t: it has no type for Timestamp(SECOND, UTC)");
    assertThatThrownBy(
            () ->
                RollforwardSpark.write(
                    group.begin(), "a", numbers(9, 1).selectExpr("if(n < 5, n, null) AS n")))
        .hasStackTraceContaining("column n of table a cannot be null");
    assertThatThrownBy(
            () ->
                RollforwardSpark.write(
                    group.begin(),
                    "a",
                    numbers(9, 1).selectExpr("n + cast(raise_error('no such rate') AS long) AS n")))
        .hasStackTraceContaining("no such rate");
    assertThat(files()).isZero();
  }
}
