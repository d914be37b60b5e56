package dev.rollforward.spec.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.model.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends an endless run of TLC in every way there is. */
@Timeout(60)
class TlcLifecycleTest {
  private static final Model ENDLESS = Toy.trouble("endless");

  @TempDir Path modules;
  @TempDir Path workspace;

  private final CountDownLatch explored = new CountDownLatch(2);

  @BeforeEach
  void unpack() {
    Toy.files().unpackTo(modules);
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    try (var left = Files.list(workspace)) {
      assertThat(left).isEmpty();
    }
  }

  private static TlcOptions options() {
    return TlcOptions.defaults().withHeapMegabytes(128).withBrief(true);
  }

  private void listen(TlcProgress progress) {
    if (progress.phase() == TlcProgress.Phase.EXPLORING && progress.distinct() > 1) {
      explored.countDown();
    }
  }

  private TlcRun start(TlcOptions options) {
    return TlcRun.start(ENDLESS, options, modules, workspace, this::listen);
  }

  private static void assertUnfinished(TlcResult result, String reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Unfinished.class,
            unfinished -> assertThat(unfinished.reason()).contains(reason));
  }

  @Test
  void aKilledChildIsUnfinishedAndProgressWasLive() throws InterruptedException {
    try (TlcRun run = start(options())) {
      explored.await();
      assertThat(run.child().destroyForcibly()).isTrue();
      TlcResult result = run.await();
      assertUnfinished(result, "died with exit code 137");
      assertThat(result.stats().distinct()).isGreaterThan(1);
      assertThat(result.stats().depth()).isGreaterThan(1);
    }
  }

  @Test
  void aRunThatTakesTooLongIsGivenUp() {
    ProcessHandle child;
    try (TlcRun run = start(options().withTimeout(Duration.ofSeconds(1)))) {
      child = run.child();
      assertUnfinished(run.await(), "gave up after 1 s");
    }
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void closingEndsTheChild() {
    TlcRun run = start(options());
    run.close();
    assertThat(run.child().isAlive()).isFalse();
  }

  @Test
  void anInterruptEndsTheChildAndStaysSet() throws Exception {
    TlcRunner runner = new TlcRunner(modules, workspace, options());
    FutureTask<Boolean> stillSet =
        new FutureTask<>(
            () -> {
              assertUnfinished(runner.run(ENDLESS, this::listen), "interrupted");
              assertUnfinished(runner.run(ENDLESS, this::listen), "before it began");
              return Thread.interrupted();
            });
    Thread thread = new Thread(stillSet);
    thread.start();
    explored.await();
    thread.interrupt();
    assertThat(stillSet.get()).isTrue();
  }

  @Test
  void whatAListenerThrowsReachesTheCaller() {
    TlcRunner runner = new TlcRunner(modules, workspace, options());
    TlcListener listener =
        progress -> {
          throw new IllegalArgumentException("no terminal");
        };
    assertThatThrownBy(() -> runner.run(ENDLESS, listener)).hasMessageContaining("no terminal");
  }

  @Test
  void theChildDiesWithItsParent() throws Exception {
    Path space = Files.createDirectory(modules.resolve("workspace"));
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                modules.toString(),
                space.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      parent.destroyForcibly();
      assertEnds(child);
    }
  }

  private static void assertEnds(ProcessHandle child) throws Exception {
    try {
      assertThat(child.onExit().get(20, TimeUnit.SECONDS)).isEqualTo(child);
    } finally {
      child.destroyForcibly();
    }
  }

  /** Starts an endless run, prints the process number of the child, and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) {
      TlcListener once = progress -> {};
      try (TlcRun run =
          TlcRun.start(ENDLESS, options(), Path.of(args[0]), Path.of(args[1]), once)) {
        System.out.println(run.child().pid());
        run.await();
      }
    }
  }
}
