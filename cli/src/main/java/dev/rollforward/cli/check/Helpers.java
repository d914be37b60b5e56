package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.spec.tlc.DistributedListener;
import dev.rollforward.spec.tlc.TlcProgress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells how other machines can help with a model, and how far they are. */
final class Helpers implements DistributedListener {
  private static final Pattern PLAIN = Pattern.compile("[\\w./:=+,@%-]+");

  private final Console console;
  private final String model;
  private final CheckProgress progress;
  private final AtomicInteger threads = new AtomicInteger();

  Helpers(Console console, String model, CheckProgress progress) {
    this.console = console;
    this.model = model;
    this.progress = progress;
  }

  @Override
  public void ready(List<String> workerCommand) {
    console.println("The server waits for workers. Run this on each machine that is to help:");
    console.println();
    console.println("  " + quoted(workerCommand));
    console.println();
    console.println("(with its own path to TLC; the server sends it the modules)");
  }

  @Override
  public void joined() {
    console.println("Worker threads: " + threads.incrementAndGet());
  }

  @Override
  public void progress(TlcProgress reached) {
    progress.progress(model, reached);
  }

  /** For a shell. */
  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
