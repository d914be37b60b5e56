package dev.rollforward.spec.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.model.Model;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLC's server with workers in JVMs of their own, on this machine. */
@Timeout(120)
class DistributedRunTest {
  @TempDir Path workspace;
  @TempDir Path elsewhere;

  private final ConcurrentLinkedQueue<Process> workers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger joined = new AtomicInteger();

  @AfterEach
  void leavesNothingBehind() throws Exception {
    for (Process worker : workers) {
      worker.destroyForcibly().waitFor();
    }
    try (var left = Files.list(workspace)) {
      assertThat(left).isEmpty();
    }
  }

  private static TlcOptions options() {
    return TlcOptions.defaults().withHeapMegabytes(256).withTimeout(Duration.ofSeconds(90));
  }

  private DistributedRun distributed(TlcOptions options) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new DistributedRun(
          Toy.files(),
          workspace,
          options,
          new DistributedRun.Address("127.0.0.1", free.getLocalPort()));
    }
  }

  /** Starts so many workers with the very command that people are told. */
  private DistributedListener starting(int count) {
    return new DistributedListener() {
      @Override
      public void ready(List<String> command) {
        for (int i = 0; i < count; i++) {
          workers.add(worker(command, "worker-" + i));
        }
      }

      @Override
      public void joined() {
        joined.incrementAndGet();
      }

      @Override
      public void progress(TlcProgress progress) {}
    };
  }

  private Process worker(List<String> command, String name) {
    try {
      Path folder = Files.createDirectories(elsewhere.resolve(name));
      List<String> words = new ArrayList<>(command);
      words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.addAll(1, List.of("-Xmx128m", "-Djava.io.tmpdir=" + folder));
      words.add(1, "-Dtlc2.tool.distributed.TLCWorker.threadCount=1");
      File said = folder.resolve("said.txt").toFile();
      return new ProcessBuilder(words)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(said)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Model counter(int max, List<String> invariants, List<String> properties) {
    Map<String, String> constants = new HashMap<>(Map.of("Max", Integer.toString(max)));
    return Toy.CLIMB.variant("counter", constants, "Spec", invariants, properties);
  }

  /**
   * TLC's server has a race of its own: while a worker is handed its states, they may be null. It
   * says so and ends, which is reported as unfinished, and is not what is tested here.
   */
  private static boolean brokeOff(TlcResult result) {
    return result instanceof TlcResult.Unfinished unfinished
        && unfinished.reason().contains("\"this.states\" is null");
  }

  private void dismissWorkers() throws InterruptedException {
    for (Process worker : workers) {
      worker.destroyForcibly().waitFor();
    }
    workers.clear();
    joined.set(0);
  }

  @Test
  void twoWorkersExploreWhatOneMachineDoes() throws Exception {
    Model model = counter(300, List.of("TypeOK", "Bounded"), List.of("StepsByOne"));
    Path modules = Files.createDirectory(elsewhere.resolve("modules"));
    Toy.files().unpackTo(modules);
    TlcResult here = new TlcRunner(modules, workspace, options()).run(model, TlcListener.NONE);
    TlcResult there = distributed(options()).run(model, starting(2));
    for (int again = 0; again < 2 && brokeOff(there); again++) {
      dismissWorkers();
      there = distributed(options()).run(model, starting(2));
    }
    assertThat(there).as(there.toString()).isInstanceOf(TlcResult.Held.class);
    assertThat(there.stats().distinct()).isEqualTo(here.stats().distinct()).isEqualTo(45_451);
    assertThat(joined).hasValue(2);
    for (Process worker : workers) {
      assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(List.of("worker-0", "worker-1"))
        .allSatisfy(
            name ->
                assertThat(elsewhere.resolve(name + "/said.txt"))
                    .content()
                    .containsPattern("Computed: [1-9][0-9]+ "));
  }

  @Test
  void aViolationIsNoSuccessThoughTheServerExitsWithZero() throws Exception {
    Model model = counter(30, List.of("TypeOK", "NeverTwo"), List.of("StepsByOne"));
    TlcResult result = distributed(options()).run(model, starting(1));
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Violated.class,
            violated -> {
              assertThat(violated.kind()).isEqualTo(TlcResult.Kind.SAFETY);
              assertThat(violated.suspects()).containsExactly("TypeOK", "NeverTwo", "StepsByOne");
              assertThat(violated.trace().length()).isPositive();
            });
  }

  @Test
  void livenessAndSimulationsAreRefused() throws IOException {
    DistributedRun run = distributed(options());
    assertThatThrownBy(() -> run.run(Toy.CLIMB, starting(0)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("among [StepsByOne, ReachesMax, Climbs] is liveness");
    assertThatThrownBy(() -> run.run(Toy.MANIFEST.only("wander").models().get(0), starting(0)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("one machine");
    assertThat(workers).isEmpty();
  }

  @Test
  void whatCannotBeCheckedIsToldBeforeAnyWorkerIsAsked() throws IOException {
    DistributedRun run = distributed(options());
    assertThat(run.run(counter(3, List.of("Missing"), List.of()), starting(0)))
        .isInstanceOf(TlcResult.BadSpec.class);
    assertThat(run.run(Toy.trouble("assumption"), starting(0)))
        .isInstanceOfSatisfying(
            TlcResult.Violated.class,
            violated -> assertThat(violated.kind()).isEqualTo(TlcResult.Kind.ASSUMPTION));
    assertThat(workers).isEmpty();
  }

  @Test
  void withoutWorkersItIsGivenUp() throws IOException {
    TlcOptions hasty = options().withTimeout(Duration.ofSeconds(4));
    assertThat(distributed(hasty).run(counter(3, List.of("TypeOK"), List.of()), starting(0)))
        .isInstanceOfSatisfying(
            TlcResult.Unfinished.class,
            unfinished -> assertThat(unfinished.reason()).isEqualTo("gave up after 4 s"));
  }

  @Test
  void anInterruptEndsTheServer() throws Exception {
    DistributedRun run = distributed(options());
    Thread caller = Thread.currentThread();
    FutureTask<Void> ready = new FutureTask<>(() -> null);
    DistributedListener interrupting =
        new DistributedListener() {
          @Override
          public void ready(List<String> command) {
            ready.run();
            caller.interrupt();
          }

          @Override
          public void progress(TlcProgress progress) {}
        };
    TlcResult result = run.run(counter(3, List.of("TypeOK"), List.of()), interrupting);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ready).isDone();
    assertThat(result).isInstanceOf(TlcResult.Unfinished.class);
  }

  @Test
  void anAddressThatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new DistributedRun.Address(" ", 1)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new DistributedRun.Address("host", 0))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void workersOfOtherMachinesUseTheirOwnAddress() {
    DistributedRun run =
        new DistributedRun(
            Toy.files(), workspace, options(), new DistributedRun.Address("spec.example", 10997));
    assertThat(run.workerCommand())
        .containsExactly(
            "java",
            "-XX:+UseParallelGC",
            "-Dtlc2.tool.distributed.TLCServer.port=10997",
            "-cp",
            TlcJar.locate().toString(),
            "tlc2.tool.distributed.TLCWorker",
            "spec.example");
  }
}
