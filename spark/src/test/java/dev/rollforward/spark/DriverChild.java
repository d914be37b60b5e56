package dev.rollforward.spark;

import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The main class of a driver that dies while it takes in its second batch. */
final class DriverChild {
  /** The exit code of its death. */
  static final int DIED = 41;

  private DriverChild() {}

  /**
   * @param args the folder of {@link NumberStream}, and the failpoint at which it dies
   */
  @SuppressWarnings("MustBeClosedChecker") // it dies with the process
  public static void main(String[] args) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", false)
            .getOrCreate();
    NumberStream stream = new NumberStream(Path.of(args[0]));
    Failpoints.activate(Failpoint.valueOf(args[1]), 2, Effect.haltJvm(DIED));
    stream.takeIn(spark, stream.open());
  }
}
