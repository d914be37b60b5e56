package dev.rollforward.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.lance.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream is taken in batch by batch, each over two tables, and once. */
class StreamTest extends SparkTables {
  private static final int BATCHES = 3;

  @BeforeEach
  void aFileForEachBatch() throws IOException {
    Path input = Files.createDirectory(stream().input());
    for (int i = 0; i < BATCHES; i++) {
      Files.writeString(input.resolve(i + ".json"), "{\"n\":" + i + "}\n");
    }
  }

  /** A query that is started again with the checkpoint of one that failed in its second batch. */
  @ParameterizedTest
  @EnumSource(names = {"BeforeArmSidecar", "AfterCommitTable", "BeforePublish", "AfterPublish"})
  void aQueryThatIsStartedAgainTakesInEachBatchOnce(Failpoint point) throws Exception {
    int arrival = point == Failpoint.AfterCommitTable ? 3 : 2;
    try (Activation dies = Failpoints.activate(point, arrival, Effect.halt())) {
      assertThatThrownBy(() -> stream().takeIn(Cluster.session(), group))
          .isInstanceOf(StreamingQueryException.class);
      assertThat(dies.fired()).isEqualTo(1);
    }
    stream().takeIn(Cluster.session(), group);
    assertThat(in("a")).isEqualTo(upTo(BATCHES));
    assertThat(in("b")).isEqualTo(upTo(BATCHES));
  }

  /** Another driver goes on after one that was killed when it had committed its second batch. */
  @Test
  void aDriverThatIsKilledIsFollowedByAnother() throws Exception {
    List<String> flags = List.of("-Xmx768m", "--add-opens=java.base/java.nio=ALL-UNNAMED");
    try (ChildJvm driver =
        ChildJvm.start(flags, DriverChild.class, folder.toString(), "AfterPublish")) {
      assertThat(driver.end()).as(driver.errors()).isEqualTo(DriverChild.DIED);
    }
    assertThat(in("a")).hasSize(2).isEqualTo(in("b"));
    stream().takeIn(Cluster.session(), group);
    assertThat(in("a")).isEqualTo(upTo(BATCHES)).isEqualTo(in("b"));
  }

  /** As a driver does that was taken for dead, and is not. */
  @Test
  void aBatchThatComesAgainChangesNothingAndLeavesNoFiles() throws IOException {
    RollforwardSink sink = NumberStream.sink(group).source("numbers").build();
    Dataset<Row> rows = numbers(3, 1);
    sink.call(rows, 7L);
    long files = files();
    sink.call(rows, 7L);
    sink.call(rows, 6L);

    assertThat(in("a")).isEqualTo(upTo(3));
    assertThat(in("b")).isEqualTo(upTo(3));
    assertThat(files()).isEqualTo(files);
    sink.call(numbers(0, 1), 8L);
    sink.call(rows.selectExpr("n + 3 AS n"), 9L);
    assertThat(in("a")).isEqualTo(upTo(6));
    assertThat(group.inspect().sources().get("numbers").sequence()).isEqualTo(9);
  }

  @Test
  void aBatchThatFailsLeavesNoFiles() throws IOException {
    RollforwardSink sink =
        RollforwardSink.into(group)
            .source("numbers")
            .append("a", batch -> batch)
            .append("b", batch -> batch.withColumnRenamed("n", "m"))
            .build();
    assertThatThrownBy(() -> sink.call(numbers(3, 1), 1L)).hasMessageContaining("at field n");
    assertThat(files()).isZero();
    assertThatThrownBy(() -> NumberStream.sink(group).build().call(numbers(3, 1), 1L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no streaming query runs in this thread");
    assertThatThrownBy(() -> RollforwardSink.into(group).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without tables");
  }
}
