package dev.rollforward.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One line of progress on standard error. On a terminal it is drawn over and over, and gone at the
 * end; elsewhere it becomes a new line every ten seconds. Get one from {@link Console#liveLine()}.
 * Safe for use by several threads.
 */
public final class LiveLine implements AutoCloseable {
  private static final long REDRAW = Duration.ofMillis(100).toNanos();
  private static final long REPEAT = Duration.ofSeconds(10).toNanos();
  private static final String ERASE = "\r\033[K";

  private final Console console;
  private final LongSupplier nanoTime;
  private long last;
  private boolean drawn;

  LiveLine(Console console, LongSupplier nanoTime) {
    this.console = console;
    this.nanoTime = nanoTime;
    // Elsewhere than on a terminal, what is over within ten seconds leaves no trace.
    this.last = nanoTime.getAsLong() - (isLive() ? REDRAW : 0);
  }

  /** Says how far it is. Cheap: most calls print nothing. */
  public void update(String text) {
    synchronized (console) {
      long now = nanoTime.getAsLong();
      if (now - last < (isLive() ? REDRAW : REPEAT)) {
        return;
      }
      last = now;
      drawn = isLive();
      console.printProgress(drawn ? ERASE + cut(text) : text + System.lineSeparator());
    }
  }

  /** Removes it. */
  @Override
  public void close() {
    console.end(this);
  }

  /** The next update draws it again. */
  void erase() {
    if (drawn) {
      console.printProgress(ERASE);
      drawn = false;
      last -= REDRAW;
    }
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
