package dev.rollforward.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master$;
import org.apache.spark.deploy.worker.Worker$;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import scala.Option;

/**
 * One Spark for all tests of this JVM: a master, two workers, and of each an executor in a JVM of
 * its own. It is {@code local-cluster[2,1,1024]}, but for the names of the hosts: Spark starts no
 * speculative twin on the host of the first attempt, and there all workers are on one.
 */
final class Cluster implements BeforeAllCallback {
  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");
  private static final int MEMORY = 1024;
  private static final String KEY = Cluster.class.getName();

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(KEY, key -> new Running());
  }

  /** The session of the tests. */
  static SparkSession session() {
    return SparkSession.builder().getOrCreate();
  }

  /** JUnit closes it when all tests are over. */
  private static final class Running
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final Path folder = newFolder();
    private final List<RpcEnv> servers = new ArrayList<>();
    private final SparkSession session;

    Running() {
      SparkConf conf = conf();
      RpcEnv master = Master$.MODULE$.startRpcEnvAndEndpoint(HOSTS.get(0), 0, 0, conf)._1();
      servers.add(master);
      String url = master.address().toSparkURL();
      for (int i = 0; i < HOSTS.size(); i++) {
        servers.add(
            Worker$.MODULE$.startRpcEnvAndEndpoint(
                HOSTS.get(i),
                0,
                0,
                1,
                MEMORY,
                new String[] {url},
                folder.resolve("work").toString(),
                Option.apply(i),
                conf,
                Option.empty()));
      }
      session = SparkSession.builder().config(conf).master(url).getOrCreate();
    }

    private static Path newFolder() {
      try {
        Path home = Path.of(System.getenv("SPARK_HOME"));
        Files.createDirectories(home.resolve("jars"));
        return Files.createTempDirectory(home, "run");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private SparkConf conf() {
      return new SparkConf()
          .setAppName("tests")
          .set("spark.driver.host", HOSTS.get(0))
          .set("spark.ui.enabled", "false")
          .set("spark.master.rest.enabled", "false")
          .set("spark.local.dir", folder.toString())
          .set("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
          .set("spark.sql.shuffle.partitions", Integer.toString(HOSTS.size()))
          .set("spark.speculation", "true")
          .set("spark.speculation.interval", "50ms")
          .set("spark.speculation.quantile", "0.5")
          .set("spark.speculation.efficiency.enabled", "false")
          .set("spark.executor.memory", "512m")
          .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
          .set(
              "spark.executor.extraJavaOptions",
              "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=" + folder);
    }

    /** With what killed executors leave behind: Lance's native library, 181 MB each. */
    @Override
    public void close() throws IOException {
      session.stop();
      servers.forEach(RpcEnv::shutdown);
      servers.forEach(RpcEnv::awaitTermination);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
