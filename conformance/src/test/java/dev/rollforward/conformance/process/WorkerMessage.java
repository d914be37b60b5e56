package dev.rollforward.conformance.process;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import java.util.List;
import java.util.Optional;

/**
 * A message of a worker process: one line, its kind and the values that belong to it.
 *
 * @param kind the first word
 * @param parts the values
 */
record WorkerMessage(Kind kind, List<String> parts) {
  private static final String BETWEEN = "\t";

  /** The kinds of message. */
  enum Kind {
    /** An operation's sidecar was written; its id and the file's bytes follow. */
    ARMED,
    /** It pauses at a step. */
    PARKED,
    /** The result of a commit; see {@link #told()}. */
    TOLD,
    /** A task without another result has succeeded. */
    DONE,
    /** A task has failed; the reason follows. */
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
      return of(Kind.TOLD, how, operation, Long.toString(committed.manifestVersion()));
    }
    if (result instanceof CommitResult.Rejected rejected) {
      return of(
          Kind.TOLD,
          how,
          operation,
          rejected.reason().name(),
          rejected.table().orElse(""),
          rejected.detail());
    }
    return of(Kind.TOLD, how, operation, ((CommitResult.Unknown) result).cause().toString());
  }

  /** The result of a commit under our protocol. */
  CommitResult told() {
    if (kind != Kind.TOLD) {
      throw new AssertionError("nobody was told anything: " + line());
    }
    OperationId operation = new OperationId(parts.get(1));
    return switch (parts.get(0)) {
      case "Committed" -> new CommitResult.Committed(operation, Long.parseLong(parts.get(2)));
      case "Rejected" ->
          new CommitResult.Rejected(
              operation,
              CommitResult.Reason.valueOf(parts.get(2)),
              Optional.of(parts.get(3)).filter(table -> !table.isEmpty()),
              parts.get(4));
      case "Unknown" ->
          new CommitResult.Unknown(operation, new IllegalStateException(parts.get(2)));
      default -> throw new IllegalArgumentException(toString());
    };
  }

  /** As one line. */
  String line() {
    String line = kind + (parts.isEmpty() ? "" : BETWEEN + String.join(BETWEEN, parts));
    return line.replace('\n', ' ').replace('\r', ' ');
  }
}
