package dev.rollforward.engine;

import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.ForgetDecision;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.Created;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * How operations are decided, and how it is known: the manifest's compare-and-set with its pruning,
 * the verdict on an operation, and what is there of it. Safe for use by several threads.
 */
public final class Decisions {
  private final Stores stores;

  /** The decisions of a group. */
  public Decisions(Stores stores) {
    this.stores = Objects.requireNonNull(stores, "stores");
  }

  /**
   * The decision on an operation.
   *
   * @param verdict how it ended
   * @param manifestVersion the manifest that decided it; if it was found to be committed only by
   *     what is visible, one in which it is
   */
  public record Answer(Verdict verdict, long manifestVersion) {
    /** Checks for nulls. */
    public Answer {
      Objects.requireNonNull(verdict, "verdict");
    }

    /** What the event of a process that was told so says. */
    Facts facts() {
      return Facts.of("verdict", verdict.name());
    }
  }

  /**
   * Creates {@code next}, without the decisions that nobody needs any more. Whether a sidecar is
   * gone is remembered by whoever has deleted it, or asked by its name, never of a list (rule 9).
   *
   * @param deciding the operation whose decision {@code next} is written for; it stays
   */
  ManifestPut publish(Manifest next, OperationId deciding) {
    SortedSet<OperationId> candidates = ForgetDecision.candidates(next);
    candidates.remove(deciding);
    candidates.removeIf(operation -> isGone(operation, next));
    Set<OperationId> withSidecar = withSidecar(candidates);
    withSidecar.add(deciding);
    Manifest pruned = ForgetDecision.in(next, withSidecar).madeAt(stores.environment().now());
    return new ManifestPut(pruned, create(pruned));
  }

  private boolean isGone(OperationId operation, Manifest manifest) {
    Decision decision = manifest.decisions().get(operation);
    return stores.remembered().isGone(operation, decision.manifestVersion());
  }

  private ManifestPut.Answer create(Manifest next) {
    try {
      return stores.manifests().create(next) == Created.CREATED
          ? ManifestPut.Answer.WON
          : ManifestPut.Answer.LOST;
    } catch (StoreException.OutcomeUnknown unknown) {
      return ManifestPut.Answer.UNKNOWN;
    }
  }

  /** Those of {@code operations} that have a sidecar, readable or not. */
  Set<OperationId> withSidecar(Set<OperationId> operations) {
    Set<OperationId> with = new TreeSet<>();
    operations.stream().filter(stores.sidecars()::exists).forEach(with::add);
    return with;
  }

  /**
   * How {@code operation} was decided, as the manifest says or, later, its audit record (rules 8
   * and 9). In this order: a decision is audited before it is forgotten, so who finds neither has
   * read both before it was decided. What is returned outlives a power failure.
   *
   * @throws StoreException if it cannot be read, or may be lost
   */
  public Optional<Answer> of(OperationId operation) {
    Manifest newest = stores.manifests().readNewest();
    Optional<Decision> standing = newest.decisionOf(operation);
    if (standing.isPresent()) {
      stores.manifests().makeDurable(newest.version());
      return standing.map(decision -> new Answer(decision.verdict(), decision.manifestVersion()));
    }
    return stores.audits().read(operation).map(Decisions::answer);
  }

  private static Answer answer(Audit audit) {
    return new Answer(audit.verdict(), audit.manifestVersion());
  }

  /**
   * The tables that {@code sidecar} commits to, each above its base. What was cleaned up is not
   * there, and nothing is if HEAD is below the base: what was based on either can land no more.
   *
   * @throws StoreException if one cannot be read, now or when it is asked for a version
   */
  public Map<TableId, TableHistory> histories(Sidecar sidecar) {
    Map<TableId, TableHistory> histories = new TreeMap<>();
    for (TablePlan plan : sidecar.committing()) {
      histories.put(plan.table(), above(plan.table(), plan.base()));
    }
    return histories;
  }

  /** A table above {@code from}, without what is gone of it. */
  TableHistory above(TableId table, long from) {
    return unlessGone(() -> Optional.of(stores.tables().history(table, from)))
        .map(history -> TableHistory.reading(table, from, new Remaining(history)))
        .orElseGet(() -> TableHistory.of(table, from, Collections.emptyNavigableMap()));
  }

  private record Remaining(TableHistory all) implements TableHistory.Source {
    @Override
    public long head() {
      return unlessGone(() -> Optional.of(all.head())).orElse(all.from());
    }

    @Override
    public Optional<TableVersion> read(long version) {
      return unlessGone(() -> all.at(version));
    }
  }

  private static <T> Optional<T> unlessGone(Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (Unreadable unreadable) {
      if (unreadable.reason() == Unreadable.Reason.MISSING) {
        return Optional.empty();
      }
      throw unreadable;
    }
  }

  /**
   * The tables of {@code sidecar} whose commits are there and clean, by name.
   *
   * @throws StoreException if one cannot be read
   */
  public List<String> landed(Sidecar sidecar) {
    return Landing.landed(sidecar, histories(sidecar));
  }
}
