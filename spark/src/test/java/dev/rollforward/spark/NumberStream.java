package dev.rollforward.spark;

import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.TableGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A stream of files with numbers, each a batch, into two tables of a group. */
record NumberStream(Path folder) {
  static final OpenOptions AT_ONCE =
      OpenOptions.builder()
          .patience(Duration.ZERO)
          .retries(0)
          .recovery(RecoveryPolicy.FULL)
          .build();

  TableGroup open() {
    return TableGroup.openOrCreate(folder.resolve("group"), AT_ONCE);
  }

  Path input() {
    return folder.resolve("input");
  }

  static RollforwardSink.Builder sink(TableGroup group) {
    return RollforwardSink.into(group).append("a", batch -> batch).append("b", batch -> batch);
  }

  /** Takes in all batches that there are, from where the checkpoint says. */
  void takeIn(SparkSession spark, TableGroup group)
      throws TimeoutException, StreamingQueryException {
    spark
        .readStream()
        .schema("n long")
        .option("maxFilesPerTrigger", 1)
        .json(input().toString())
        .writeStream()
        .trigger(Trigger.AvailableNow())
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .foreachBatch(sink(group).build())
        .start()
        .awaitTermination();
  }
}
