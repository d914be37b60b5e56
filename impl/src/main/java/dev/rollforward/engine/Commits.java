package dev.rollforward.engine;

import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.core.Landing;
import dev.rollforward.core.TableHistory;
import dev.rollforward.engine.Planning.Commit;
import dev.rollforward.port.TableStore.CommitOutcome;
import java.util.List;
import java.util.Objects;

/** The commits of one operation, in their order. Used by one thread. */
final class Commits {
  private final Stores stores;
  private final OperationId operation;
  private final Ahead<Commit, CommitOutcome> sent;
  private List<Commit> planned = List.of();
  private int done;

  /** None are planned yet. */
  Commits(Stores stores, OperationId operation) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.operation = Objects.requireNonNull(operation, "operation");
    this.sent = new Ahead<>(stores.environment());
  }

  /**
   * What was read back of a commit that got no answer.
   *
   * @param clean whether it is where it was planned to land
   * @param head HEAD of its table
   */
  record Found(boolean clean, long head) {
    /** What the event says. */
    Facts facts() {
      return Facts.of("clean", clean).and("head", head);
    }
  }

  void plan(List<Commit> commits) {
    planned = List.copyOf(commits);
  }

  /** Whether the operation commits to no table. */
  boolean areNone() {
    return planned.isEmpty();
  }

  boolean areDone() {
    return done == planned.size();
  }

  /** How many are known to be where they were planned to land. */
  int done() {
    return done;
  }

  /** The one to make next, or to read back. */
  Commit next() {
    return planned.get(done);
  }

  /** The next one is where it was planned to land. */
  void goOn() {
    done++;
  }

  /** Makes the next one; before the first one, those of all tables side by side. */
  CommitOutcome commit() {
    if (done == 0) {
      sent.make(planned.stream().filter(Commit::isFirst).toList(), this::commit);
    }
    return sent.take(next(), () -> commit(next()));
  }

  private CommitOutcome commit(Commit next) {
    return stores.tables().commit(operation, next.plan(), next.planned(), next.change());
  }

  /** Looks whether the next one has landed. */
  Found readBack() {
    Commit unanswered = next();
    TableHistory history =
        stores.tables().history(unanswered.plan().table(), unanswered.plan().base());
    return new Found(Landing.isClean(unanswered.planned(), history), history.head());
  }
}
