package dev.rollforward.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Progress, mostly one line of it, on standard error. On a terminal it is drawn over and over, and
 * gone at the end; elsewhere it becomes a new line every ten seconds. Get one from {@link
 * Console#liveLine()}. Safe for use by several threads.
 */
public final class LiveLine implements AutoCloseable {
  private static final long REDRAW = Duration.ofMillis(100).toNanos();
  private static final long REPEAT = Duration.ofSeconds(10).toNanos();
  private static final String ERASE = "\r\033[K";

  /** Up one line, and erase it. */
  private static final String ERASE_ABOVE = "\033[A\033[2K";

  private final Console console;
  private final LongSupplier nanoTime;
  private long last;
  private int drawn;

  LiveLine(Console console, LongSupplier nanoTime) {
    this.console = console;
    this.nanoTime = nanoTime;
    // Elsewhere than on a terminal, what is over within ten seconds leaves no trace.
    this.last = nanoTime.getAsLong() - (isLive() ? REDRAW : 0);
  }

  /** Says how far it is. Cheap: most calls print nothing. */
  public void update(String text) {
    update(List.of(text));
  }

  /** The same in several lines, of which each is cut where the terminal ends. */
  public void update(List<String> lines) {
    synchronized (console) {
      long now = nanoTime.getAsLong();
      if (now - last < (isLive() ? REDRAW : REPEAT)) {
        return;
      }
      last = now;
      if (isLive()) {
        String block = lines.stream().map(this::cut).collect(Collectors.joining("\n"));
        console.printProgress(erasing() + block);
        drawn = lines.size();
      } else {
        console.printProgress(String.join(System.lineSeparator(), lines) + System.lineSeparator());
      }
    }
  }

  /** Removes it. */
  @Override
  public void close() {
    console.end(this);
  }

  /** The next update draws it again. */
  void erase() {
    if (drawn > 0) {
      console.printProgress(erasing());
      drawn = 0;
      last -= REDRAW;
    }
  }

  private String erasing() {
    return ERASE + ERASE_ABOVE.repeat(Math.max(0, drawn - 1));
  }

  private boolean isLive() {
    return console.terminal().err();
  }

  /** A line that wraps could not be erased. */
  private String cut(String text) {
    int room = console.terminal().columns() - 1;
    return text.codePointCount(0, text.length()) <= room
        ? text
        : text.substring(0, text.offsetByCodePoints(0, room));
  }
}
