package dev.rollforward.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.NumberRows;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A group of two empty tables, {@code a} and {@code b}, with a column {@code n} of numbers. */
@ExtendWith(Cluster.class)
@Timeout(180)
abstract class SparkTables {
  @TempDir Path folder;
  TableGroup group;

  @BeforeEach
  void twoTables() {
    group = stream().open();
    Schema schema = RollforwardSpark.schema(numbers(1, 1).schema());
    commit(group.begin().create("a", schema).create("b", schema));
  }

  @AfterEach
  void close() {
    group.close();
  }

  NumberStream stream() {
    return new NumberStream(folder);
  }

  /** The numbers from 0 to {@code count}, exclusively, in so many partitions. */
  static Dataset<Row> numbers(long count, int partitions) {
    return Cluster.session().range(0, count, 1, partitions).toDF("n");
  }

  static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  /** The numbers in {@code table}, ascending. */
  List<Long> in(String table) {
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read(table)) {
      return NumberRows.read(reader.scan(), "n").stream().sorted().toList();
    }
  }

  /** How many data files there are, of all tables, whether a version names them or not. */
  long files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("group"))) {
      return all.filter(file -> file.getParent().endsWith("data")).count();
    }
  }
}
