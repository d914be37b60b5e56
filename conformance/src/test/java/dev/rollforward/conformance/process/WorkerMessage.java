package dev.rollforward.conformance.process;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.core.ExpectedVersionMismatch;
import java.util.List;

/**
 * A line that a process says: a word that says of which kind it is, and what belongs to it.
 *
 * @param kind the word
 * @param parts what follows
 */
record WorkerMessage(Kind kind, List<String> parts) {
  private static final String BETWEEN = "\t";

  /** Of which kind a line is. */
  enum Kind {
    /** An operation's sidecar stands; its id and the file's bytes follow. */
    ARMED,
    /** It stands still at a step. */
    PARKED,
    /** What the caller of a commit was told; see {@link #told()}. */
    TOLD,
    /** A deed that tells its caller nothing else has ended well. */
    DONE,
    /** A deed has ended badly; why follows. */
    FAILED
  }

  static WorkerMessage of(Kind kind, String... parts) {
    return new WorkerMessage(kind, List.of(parts));
  }

  static WorkerMessage parse(String line) {
    List<String> words = List.of(line.split(BETWEEN, -1));
    return new WorkerMessage(Kind.valueOf(words.get(0)), words.subList(1, words.size()));
  }

  static WorkerMessage told(CommitResult result) {
    String operation = result.operation().value();
    String how = result.getClass().getSimpleName();
    if (result instanceof CommitResult.Committed committed) {
      return of(
          Kind.TOLD,
          how,
          operation,
          Long.toString(committed.manifestVersion()),
          Boolean.toString(committed.converged()));
    }
    if (result instanceof CommitResult.Conflict conflict) {
      ExpectedVersionMismatch mismatch = conflict.mismatch();
      return of(
          Kind.TOLD,
          how,
          operation,
          mismatch.table(),
          Long.toString(mismatch.expected()),
          Long.toString(mismatch.actual()));
    }
    return of(
        Kind.TOLD,
        how,
        operation,
        result instanceof CommitResult.Aborted aborted
            ? aborted.reason()
            : ((CommitResult.Indeterminate) result).cause().toString());
  }

  /** What a caller was told, as the shipped protocol tells it. */
  CommitResult told() {
    if (kind != Kind.TOLD) {
      throw new AssertionError("nobody was told anything: " + line());
    }
    OperationId operation = new OperationId(parts.get(1));
    return switch (parts.get(0)) {
      case "Committed" ->
          new CommitResult.Committed(
              operation, Long.parseLong(parts.get(2)), Boolean.parseBoolean(parts.get(3)));
      case "Conflict" ->
          new CommitResult.Conflict(
              operation,
              new ExpectedVersionMismatch(
                  parts.get(2), Long.parseLong(parts.get(3)), Long.parseLong(parts.get(4))));
      case "Aborted" -> new CommitResult.Aborted(operation, parts.get(2));
      case "Indeterminate" ->
          new CommitResult.Indeterminate(operation, new IllegalStateException(parts.get(2)));
      default -> throw new IllegalArgumentException(toString());
    };
  }

  /** As one line. */
  String line() {
    String line = kind + (parts.isEmpty() ? "" : BETWEEN + String.join(BETWEEN, parts));
    return line.replace('\n', ' ').replace('\r', ' ');
  }
}
