package dev.rollforward.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Transaction;
import dev.rollforward.spark.TaskGate.Arrival;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.Test;

/** Executors die, and two work on the same partition: each row is there once. */
class ExecutorsTest extends SparkTables {
  /**
   * One dies in the middle of its rows, another when it has staged them all and has not answered.
   * Both take the shuffle with them that the others are reading, so that Spark computes that again,
   * too.
   */
  @Test
  void executorsDieBeforeAndAfterTheyHaveStaged() throws IOException {
    String deaths = Files.createDirectory(folder.resolve("deaths")).toString();
    MapPartitionsFunction<Row, Long> dying =
        rows -> {
          int partition = TaskContext.get().partitionId();
          if (partition == 1 && isFirst(deaths, partition)) {
            TaskCompletionListener dies = context -> Runtime.getRuntime().halt(41);
            TaskContext.get().addTaskCompletionListener(dies);
          }
          return mapped(
              rows,
              () -> {
                if (partition == 0 && isFirst(deaths, partition)) {
                  Runtime.getRuntime().halt(41);
                }
              });
        };
    Transaction transaction = group.begin();
    Dataset<Row> shuffled = numbers(10_000, 2).repartition(4);
    RollforwardSpark.write(
        transaction, "a", shuffled.mapPartitions(dying, Encoders.LONG()).toDF("n"));
    RollforwardSpark.write(transaction, "b", numbers(10, 2));
    commit(transaction);

    assertThat(Path.of(deaths)).isDirectoryContaining("glob:**0").isDirectoryContaining("glob:**1");
    assertThat(in("a")).isEqualTo(upTo(10_000));
    assertThat(in("b")).isEqualTo(upTo(10));
  }

  /** Whether {@code partition} comes here for the first time, in whatever executor. */
  private static boolean isFirst(String deaths, int partition) throws IOException {
    try {
      Files.createFile(Path.of(deaths, Integer.toString(partition)));
      return true;
    } catch (FileAlreadyExistsException again) {
      return false;
    }
  }

  @FunctionalInterface
  private interface OnRow {
    void run() throws IOException;
  }

  /** The numbers of {@code rows}; with each thousandth, {@code onRow} happens. */
  private static Iterator<Long> mapped(Iterator<Row> rows, OnRow onRow) {
    return new Iterator<>() {
      private int count;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Long next() {
        if (++count % 1_000 == 0) {
          try {
            onRow.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
        return rows.next().getLong(0);
      }
    };
  }

  /** Both have staged all rows before either of them answers. */
  @Test
  void ofSpeculativeTwinsOneCounts() throws Exception {
    try (TaskGate gate = new TaskGate()) {
      int port = gate.port();
      MapPartitionsFunction<Row, Long> slow =
          rows -> {
            if (TaskContext.get().partitionId() == 0) {
              String attempt = "attempt " + TaskContext.get().attemptNumber();
              TaskGate.pass(port, attempt + " begins");
              TaskCompletionListener staged =
                  context -> TaskGate.pass(port, attempt + " has staged");
              TaskContext.get().addTaskCompletionListener(staged);
            }
            return mapped(rows, () -> {});
          };
      Transaction transaction = group.begin();
      CompletableFuture<Long> written =
          CompletableFuture.supplyAsync(
              () ->
                  RollforwardSpark.write(
                      transaction,
                      "a",
                      numbers(100, 2).mapPartitions(slow, Encoders.LONG()).toDF("n")));
      Arrival first = next(gate, "attempt 0 begins");
      Arrival twin = next(gate, "attempt 1 begins");
      first.release();
      next(gate, "attempt 0 has staged");
      twin.release();
      next(gate, "attempt 1 has staged").release();

      assertThat(written.get()).isEqualTo(100);
      commit(transaction);
    }
    assertThat(in("a")).isEqualTo(upTo(100));
    assertThat(files()).as("of two partitions and a twin").isEqualTo(3);
  }

  private static Arrival next(TaskGate gate, String who) throws IOException {
    Arrival arrival = gate.next();
    assertThat(arrival.who()).isEqualTo(who);
    return arrival;
  }
}
