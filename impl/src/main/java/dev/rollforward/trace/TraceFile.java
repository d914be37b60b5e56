package dev.rollforward.trace;

import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes every protocol event of a group into a file of this JVM, one JSON object a line, for
 * {@code ./rollforward validate}. Pass it to {@link dev.rollforward.OpenOptions.Builder#listener}.
 *
 * <p>The first line names the format and the group; each other line is an event: its process, its
 * number within that process ({@link EventSequence}), action, operation, table, facts. A process is
 * a thread of this JVM, or whatever {@link #as} calls it. Other JVMs write files of their own; they
 * are put in order by what they saw, never by clocks.
 *
 * <p>An event is one write to the file, unbuffered and unsynced: a SIGKILL loses no event that was
 * written, only one whose step has just taken effect; a power loss may lose the end. A write that
 * fails ends the trace, not the operation, and {@link #close} reports it.
 *
 * <p>Safe for use by several threads.
 */
public final class TraceFile implements ProtocolListener, AutoCloseable {
  /** The field by which the first line of a trace is known; its value is the format. */
  public static final String MARK = "rollforward-trace";

  /** The format that is written. */
  public static final int FORMAT = 1;

  private final Path file;
  private final OutputStream out;
  private final String jvm;
  private EventSequence sequence = new EventSequence();
  private IOException failure;
  private boolean closed;

  private TraceFile(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
    this.jvm = ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /**
   * A new trace of {@code group}.
   *
   * @param file must not exist, its folder must
   * @param group a name of the group for people, repeated when a trace is rejected; any text
   * @throws UncheckedIOException if it exists, or cannot be written
   */
  public static TraceFile create(Path file, String group) {
    try {
      Files.createFile(file);
      TraceFile trace = over(file);
      trace.begin(group);
      return trace;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin a trace at " + file, e);
    }
  }

  /**
   * A new trace of {@code group} in a file of its own under {@code folder}, which is made if it is
   * not there.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static TraceFile in(Path folder, String group) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin a trace in " + folder, e);
    }
    return create(folder.resolve("trace-" + UUID.randomUUID() + ".ndjson"), group);
  }

  /** Over a file that exists. A stream that no interrupt can close. */
  static TraceFile over(Path file) throws IOException {
    return new TraceFile(file, new FileOutputStream(file.toFile()));
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /**
   * What follows is of another group, which has nothing to do with those before; events are
   * numbered anew.
   *
   * @param group a name of the group for people, repeated when a trace is rejected; any text
   */
  public void begin(String group) {
    Objects.requireNonNull(group, "group");
    write(
        () -> {
          sequence = new EventSequence();
          return TraceLine.header(group);
        });
  }

  /**
   * A listener whose events are those of one process: of a simulated one, where several share a
   * thread.
   *
   * @param process its name, unlike those of all others of the group
   */
  public ProtocolListener as(String process) {
    Objects.requireNonNull(process, "process");
    return event -> write(process, event);
  }

  @Override
  public void onStep(ProtocolEvent event) {
    write(jvm + "/" + Thread.currentThread().getId(), event);
  }

  private void write(String process, ProtocolEvent event) {
    write(() -> TraceLine.event(process, sequence.next(process), event));
  }

  @FunctionalInterface
  private interface Line {
    byte[] bytes() throws IOException;
  }

  /** Numbered and written under one lock, the events of a process stand in its own order. */
  private synchronized void write(Line line) {
    if (failure != null || closed) {
      return;
    }
    try {
      out.write(line.bytes());
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Ends the trace; events that still come are not written. Does nothing the second time.
   *
   * @throws UncheckedIOException if something could not be written, now or earlier
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw new UncheckedIOException("the trace at " + file + " is not whole", failure);
    }
  }
}
