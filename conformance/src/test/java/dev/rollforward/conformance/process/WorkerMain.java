package dev.rollforward.conformance.process;

import dev.rollforward.failpoint.Effect;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.engine.SweepListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.lance.Dataset;

/**
 * The main class of a {@link WorkerProcess}: runs the task in each line of its input and reports
 * the outcome. Where it is to pause it reports that, and continues at the next line.
 */
final class WorkerMain {
  private final BufferedReader in;
  private final PrintStream out;

  private WorkerMain(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Runs until its input ends. */
  public static void main(String[] args) throws IOException, IllegalAccessException {
    // Unpacks and loads native code before the first task.
    new RootAllocator().close();
    MethodHandles.lookup().ensureInitialized(Dataset.class);
    WorkerMain actor =
        new WorkerMain(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            new PrintStream(System.out, true, StandardCharsets.UTF_8));
    for (String line = actor.in.readLine(); line != null; line = actor.in.readLine()) {
      actor.obey(List.of(line.split("\t", -1)));
    }
  }

  private void obey(List<String> words) {
    WorkerTask deed = WorkerTask.valueOf(words.get(0));
    Path root = Path.of(words.get(1));
    StopPoint stop = StopPoint.parse(words.get(2));
    List<String> rest = words.subList(3, words.size());
    try {
      if (deed == WorkerTask.PublishedAppend || deed == WorkerTask.PublishedOpen) {
        published(deed, root, stop, rest);
      } else {
        shipped(deed, root, stop, rest);
      }
    } catch (RuntimeException | AssertionError failure) {
      say(WorkerMessage.of(WorkerMessage.Kind.FAILED, failure.toString()));
    }
  }

  private void shipped(WorkerTask deed, Path root, StopPoint stop, List<String> rest) {
    new ShippedTasks(root, this::say)
        .upTo(stop, Effect.callback(() -> park(stop)), deeds -> deeds.perform(deed, rest));
  }

  private void published(WorkerTask deed, Path root, StopPoint stop, List<String> rest) {
    int[] seen = {0};
    SweepListener parks =
        event -> {
          if (event.action().name().equals(stop.step()) && ++seen[0] == stop.nth()) {
            park(stop);
          }
        };
    PublishedTasks deeds = new PublishedTasks(root, parks, this::say);
    if (deed == WorkerTask.PublishedAppend) {
      deeds.append(Long.parseLong(rest.get(0)), rest.subList(1, rest.size()));
    } else {
      deeds.open(Variant.valueOf(rest.get(0)));
    }
    if (seen[0] < stop.nth()) {
      throw new AssertionError("never came to " + stop);
    }
  }

  private void park(StopPoint stop) {
    say(WorkerMessage.of(WorkerMessage.Kind.PARKED, stop.toString()));
    try {
      if (in.readLine() == null) {
        throw new IllegalStateException("nobody is there to say when to go on from " + stop);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(WorkerMessage line) {
    out.println(line.line());
  }
}
