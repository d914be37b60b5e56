package dev.rollforward.cli;

import dev.rollforward.spec.text.Prose;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;

/**
 * Where a command prints: results to standard output, progress and errors to standard error. Colour
 * and live lines are used on terminals only. Safe for use by several threads.
 */
public final class Console {
  private static final int WIDTH_IN_FILES = 100;

  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;
  private LiveLine live;

  /**
   * A console on two streams.
   *
   * @param terminal what is known of them
   */
  public Console(PrintStream out, PrintStream err, Terminal terminal) {
    this.out = Objects.requireNonNull(out, "out");
    this.err = Objects.requireNonNull(err, "err");
    this.terminal = Objects.requireNonNull(terminal, "terminal");
  }

  /** The console of this process. */
  public static Console system() {
    return new Console(
        System.out, System.err, Terminal.detect(System.getProperties(), System.getenv()));
  }

  /** Whether standard output takes colour. */
  public boolean hasColour() {
    return terminal.out() && terminal.colour();
  }

  /** Whether progress is drawn over and over; otherwise each line of it stays. */
  public boolean isLive() {
    return terminal.err();
  }

  /** How wide running text and traces should be. */
  public int width() {
    return terminal.out() ? terminal.columns() : WIDTH_IN_FILES;
  }

  /** How wide what is drawn over and over may be. */
  public int liveWidth() {
    return terminal.columns();
  }

  /** Prints a line of the result. */
  public synchronized void println(String line) {
    eraseLive();
    out.println(line);
  }

  /** Where the bytes of a result go that is no text. The caller flushes it, and leaves it open. */
  synchronized OutputStream bytes() {
    eraseLive();
    return out;
  }

  /** Prints an empty line. */
  public void println() {
    println("");
  }

  /**
   * Whether all that was printed to standard output has been written. A stream of Java swallows the
   * error, so whoever does not ask would take a report that nobody can read for a good one.
   */
  synchronized boolean isPrinted() {
    return !out.checkError();
  }

  /** {@code text} as it has to be printed to stand out. */
  public String styled(Style style, String text) {
    return style.on(text, hasColour());
  }

  /** Prints a table of the result. */
  public void print(TextTable table) {
    print(table, "");
  }

  /** Prints a table of the result, each line after {@code indent}. */
  public synchronized void print(TextTable table, String indent) {
    table
        .lines(hasColour(), width() - indent.length(), terminal.out())
        .forEach(line -> println(indent + line));
  }

  /**
   * Prints a line of running text. On a terminal it is wrapped, and goes on below where it began,
   * {@code hanging} characters further in.
   */
  public synchronized void printWrapped(String line, int hanging) {
    if (!terminal.out() || line.length() <= terminal.columns()) {
      println(line);
      return;
    }
    int indent = line.length() - line.stripLeading().length();
    List<String> pieces = Prose.wrap(line, terminal.columns() - indent - hanging);
    for (int i = 0; i < pieces.size(); i++) {
      println(" ".repeat(i == 0 ? indent : indent + hanging) + pieces.get(i));
    }
  }

  /**
   * Says what is wrong and what to do about it.
   *
   * @param problem names the thing and the cause
   * @param remedy a sentence, which may start in lower case and lack its full stop
   */
  public synchronized void error(String problem, String remedy) {
    eraseLive();
    // Or else the error could come out before the result that it refers to.
    out.flush();
    err.println(onErr(Style.RED, "error:") + " " + problem);
    err.println(onErr(Style.BOLD, "remedy:") + " " + remedy);
  }

  /** Says that something is not as it should be, though the command goes on. */
  public synchronized void warn(String problem) {
    eraseLive();
    out.flush();
    err.println(onErr(Style.YELLOW, "warning:") + " " + problem);
  }

  /** Says what has been done so far; the result is printed later. */
  public synchronized void progress(String line) {
    eraseLive();
    err.println(line);
  }

  /** Prints a stack trace. */
  public synchronized void trace(Throwable thrown) {
    eraseLive();
    thrown.printStackTrace(err);
  }

  /**
   * One line that changes as the work goes on. There is at most one at a time; whatever else is
   * printed comes out above it.
   *
   * @throws IllegalStateException if there is one already
   */
  public synchronized LiveLine liveLine() {
    if (live != null) {
      throw new IllegalStateException("there is a live line already");
    }
    live = new LiveLine(this, System::nanoTime);
    return live;
  }

  Terminal terminal() {
    return terminal;
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true);
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true);
  }

  synchronized void printProgress(String text) {
    err.print(text);
    err.flush();
  }

  synchronized void end(LiveLine line) {
    if (live == line) {
      eraseLive();
      live = null;
    }
  }

  private void eraseLive() {
    if (live != null) {
      live.erase();
    }
  }

  private String onErr(Style style, String text) {
    return style.on(text, terminal.err() && terminal.colour());
  }
}
