package dev.rollforward.runtime;

import dev.rollforward.CommitObserver;
import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One commit as an observer sees it. Whatever is logged meanwhile, in this thread, has the id of
 * its first attempt in the MDC, as {@value #OPERATION}. Used by one thread.
 */
final class ObservedCommit implements AutoCloseable {
  /** The key in the MDC. */
  static final String OPERATION = "rollforward.operation";

  private static final Logger LOG = LoggerFactory.getLogger(ObservedCommit.class);

  private final CommitObserver observer;
  private final OperationId first;
  private final MDC.MDCCloseable context;
  private int attempts;
  private Optional<CommitResult> result = Optional.empty();

  ObservedCommit(CommitObserver observer, OperationId first) {
    this.observer = observer;
    this.first = first;
    this.context = MDC.putCloseable(OPERATION, first.value());
    shielded(() -> observer.begins(first));
  }

  /** It has ended so. */
  CommitResult ended(CommitResult how, int made) {
    result = Optional.of(how);
    attempts = made;
    return how;
  }

  @Override
  public void close() {
    shielded(() -> observer.ended(first, attempts, result));
    context.close();
  }

  /** What an observer throws is logged. */
  static void shielded(Runnable notification) {
    Shield.around(notification)
        .ifPresent(failure -> LOG.error("an observer failed; what it observes goes on", failure));
  }
}
