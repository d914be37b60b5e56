package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.UUID;

/**
 * What a writer reads before its operation is armed: a manifest to plan on, and the tables. One per
 * writer, used by one thread.
 */
final class Preparation {
  private final Stores stores;
  private final List<TableIntent> intents;
  private final Terms terms;
  private final HeadCheck heads;
  private final Ahead<TableIntent, HeadCheck.Result> looked;
  private boolean looks;

  /**
   * Nothing is read yet.
   *
   * @param intents what to do to which tables, in commit order
   * @param terms what is said of the operation as a whole
   */
  Preparation(Stores stores, List<TableIntent> intents, Terms terms, HeadCheck heads) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.intents = List.copyOf(intents);
    this.terms = Objects.requireNonNull(terms, "terms");
    this.heads = Objects.requireNonNull(heads, "heads");
    this.looked = new Ahead<>(stores.environment());
    this.looks =
        terms.once()
            || !terms.reads().pins().isEmpty()
            || !intents.stream().allMatch(TableIntent::changesInPlace);
  }

  /** What this process knows will not do any more: it was too old. */
  void lookAgain() {
    looks = true;
  }

  /**
   * Plans on a manifest. What is known will do the first time: who plans on an old manifest is one
   * that has stalled since it was read. Nothing is refused because of an old one.
   */
  Planning plan() {
    if (!looks) {
      Planning known = new Planning(stores.manifests().readKnown(), intents, terms, this::newUuid);
      if (known.unmetAny().isEmpty()) {
        return known;
      }
    }
    return new Planning(stores.manifests().readNewest(), intents, terms, this::newUuid);
  }

  private UUID newUuid() {
    return stores.environment().newUuid();
  }

  /** Looks at the next table; before the first one, at all of them side by side. */
  HeadCheck.Result lookAtNext(Planning planning) {
    if (planning.prepared().isEmpty()) {
      looked.make(planning.writes(), table -> heads.of(table, planning, looks));
    }
    TableIntent next = planning.next();
    return looked.take(next, () -> heads.of(next, planning, looks));
  }

  /**
   * Has the operations in the way of a table decided.
   *
   * @throws StoreException if that has not helped for a minute, or one cannot be decided
   */
  void makeWay(TableIntent intent, SortedSet<OperationId> blockers) {
    heads.makeWay(intent, blockers);
  }
}
