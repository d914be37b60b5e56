package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.conformance.process.WorkerMessage.Kind;
import dev.rollforward.lance.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A process of a schedule in a JVM of its own, from outside. Nothing here waits for time to pass: a
 * message is received once it was sent, and a signal has taken effect when its method returns.
 */
final class WorkerProcess implements AutoCloseable {
  private static final int SIGKILL = 9;
  private static final int BY_SIGNAL = 128;

  private final ChildJvm jvm = ChildJvm.start(WorkerMain.class);

  /** Sends it {@code deed}, to be paused at {@code stop} if it reaches it. */
  void begin(WorkerTask deed, Path root, StopPoint stop, String... rest) {
    List<String> words = new ArrayList<>(List.of(deed.name(), root.toString(), stop.toString()));
    words.addAll(List.of(rest));
    say(String.join("\t", words));
  }

  /** Has it run {@code deed} to the end. */
  WorkerMessage perform(RootObserver root, WorkerTask deed, String... rest) {
    begin(deed, root.root(), StopPoint.NOWHERE, rest);
    return hear(root::hear);
  }

  /** Has it run {@code deed} until it pauses at {@code stop}. */
  void performUpTo(StopPoint stop, RootObserver root, WorkerTask deed, String... rest) {
    begin(deed, root.root(), stop, rest);
    assertParked(stop, hear(root::hear));
  }

  static void assertParked(StopPoint stop, WorkerMessage said) {
    assertThat(said).isEqualTo(WorkerMessage.of(Kind.PARKED, stop.toString()));
  }

  /**
   * Waits until it pauses or has finished its task.
   *
   * @param observer receives every message, also those not returned
   */
  WorkerMessage hear(Consumer<WorkerMessage> observer) {
    WorkerMessage said;
    do {
      said = next();
      observer.accept(said);
    } while (said.kind() == Kind.ARMED);
    return said;
  }

  private WorkerMessage next() {
    try {
      return WorkerMessage.parse(jvm.hear());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it continue from where it paused. */
  void goOn() {
    say("go on");
  }

  private void say(String line) {
    try {
      jvm.say(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGSTOP; none of its threads runs any more when this returns. */
  void stop() {
    signal("STOP");
    while (!isStopped()) {
      // The signal is delivered; the kernel stops each thread at its next chance.
      Thread.onSpinWait();
    }
  }

  /** Sends SIGCONT. */
  void carryOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int failed =
          new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid()))
              .inheritIO()
              .start()
              .waitFor();
      assertThat(failed).as("kill -%s", name).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Whether each of its threads is stopped. */
  boolean isStopped() {
    Path tasks = Path.of("/proc", Long.toString(jvm.pid()), "task");
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.allMatch(WorkerProcess::isStopped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state is the first word after the name, which is in brackets. */
  private static boolean isStopped(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.startsWith(") T", stat.lastIndexOf(')'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGKILL, of which it dies. */
  void kill() {
    assertThat(jvm.kill()).as("exit code").isEqualTo(BY_SIGNAL + SIGKILL);
  }

  @Override
  public void close() {
    try {
      jvm.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
