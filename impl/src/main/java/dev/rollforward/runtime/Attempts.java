package dev.rollforward.runtime;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.OperationId;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The attempts to commit what a transaction has staged. Each is another operation, begun when the
 * one before can be committed no more. Used once, by one thread.
 */
final class Attempts {
  private static final Set<Reason> GIVES_WAY =
      EnumSet.of(Reason.CONFLICT, Reason.ROLLED_BACK, Reason.REFUSED_BY_TABLE);

  private final GroupHandle group;
  private final List<TableIntent> intents;
  private final Terms terms;
  private final Basis basis;
  private final Timer deadline;
  private OperationId id;
  private Optional<CommitResult> result = Optional.empty();
  private int made;

  /**
   * @param first the id of the first attempt
   * @param intents what to do to which tables
   * @param terms what is said of the transaction as a whole
   * @param basis what they were staged on
   * @param deadline when to give up
   */
  Attempts(
      GroupHandle group,
      OperationId first,
      List<TableIntent> intents,
      Terms terms,
      Basis basis,
      Timer deadline) {
    this.group = group;
    this.id = first;
    this.intents = intents;
    this.terms = terms;
    this.basis = basis;
    this.deadline = deadline;
  }

  /** The id of the last attempt. */
  OperationId id() {
    return id;
  }

  /** How many were begun. */
  int made() {
    return made;
  }

  /** How the last attempt that has ended did; empty if none has. */
  Optional<CommitResult> result() {
    return result;
  }

  /** Makes attempts until one is not worth another. */
  CommitResult run() {
    Retries retries = new Retries(group.options(), group.environment(), deadline);
    while (true) {
      made++;
      CommitResult ended = overtaken(attempt());
      result = Optional.of(ended);
      if (!(ended instanceof Rejected rejected && isWorthRetrying(rejected))
          || !retries.again()
          || !group.committer().isOver(id)) {
        return ended;
      }
      id = group.newId();
    }
  }

  private CommitResult attempt() {
    return group.committer().commit(id, intents, terms, deadline);
  }

  /** A derived change that others kept from being committed has given way. */
  private CommitResult overtaken(CommitResult ended) {
    boolean gaveWay =
        intents.stream().allMatch(TableIntent::isDerived)
            && ended instanceof Rejected rejected
            && GIVES_WAY.contains(rejected.reason());
    if (!gaveWay) {
      return ended;
    }
    Rejected rejected = (Rejected) ended;
    return new Rejected(
        rejected.operation(),
        Reason.OVERTAKEN,
        rejected.table(),
        "it changes nothing that readers see, and gave way: " + rejected.detail());
  }

  /**
   * Whether the same staged changes mean the same on what the tables hold by then, and may succeed.
   */
  private boolean isWorthRetrying(Rejected rejected) {
    return commutes()
        && switch (rejected.reason()) {
          case ROLLED_BACK, REFUSED_BY_TABLE -> true;
          case CONFLICT -> rejected.table().filter(this::isStillThere).isPresent();
          default -> false;
        };
  }

  /** A create is fenced when it is aborted, and what was read has to be as it was. */
  private boolean commutes() {
    return basis == Basis.NEWEST
        && intents.stream().noneMatch(intent -> intent.change().makesDataset());
  }

  /** Not a table that was read and has moved, nor a name that is taken. */
  private boolean isStillThere(String table) {
    return !terms.reads().pins().containsKey(table)
        && intents.stream()
            .anyMatch(intent -> intent.name().equals(table) && group.isCurrent(intent));
  }
}
