package dev.rollforward.engine;

import dev.rollforward.CleanUpAction;
import dev.rollforward.CleanUpEvent;
import dev.rollforward.CleanUpPlan;
import dev.rollforward.CleanUpPlan.Item;
import dev.rollforward.CleanUpPlan.Kind;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.Retention;
import dev.rollforward.StoreException;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Kept;
import dev.rollforward.core.Lease;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.TableCleanUp;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Deletes what no manifest that is kept needs. Spec: {@code CleanUp.tla}; each method named in
 * {@link CleanUpAction} is that action. It may stop anywhere, for good or for an hour. Safe for use
 * by several threads, and beside any number of clean-ups in other processes.
 */
public final class CleanUp {
  private final Stores stores;
  private final HistoryStore history;
  private final TableCleanUp tables;
  private final Supplier<SortedSet<Long>> openSnapshots;
  private final ProtocolListener listener;
  private final List<Step> steps = Step.installed();

  /**
   * @param stores the group
   * @param history its manifests
   * @param tables its tables
   * @param openSnapshots the manifests of which this process has a snapshot open
   * @param listener is notified of every step
   */
  public CleanUp(
      Stores stores,
      HistoryStore history,
      TableCleanUp tables,
      Supplier<SortedSet<Long>> openSnapshots,
      ProtocolListener listener) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.history = Objects.requireNonNull(history, "history");
    this.tables = Objects.requireNonNull(tables, "tables");
    this.openSnapshots = Objects.requireNonNull(openSnapshots, "openSnapshots");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** Keeps snapshots from being taken. */
  @FunctionalInterface
  public interface Snapshots {
    /** What {@code action} returns, which ran while none was taken. */
    SortedSet<Long> none(Supplier<SortedSet<Long>> action);
  }

  /**
   * What a clean-up has found.
   *
   * @param before the boundary that there was
   * @param newest the newest manifest after that
   * @param unneeded what nobody needs, of what there was before that
   * @param plan what would go
   */
  private record Found(
      Optional<Boundary> before, Manifest newest, Unneeded unneeded, CleanUpPlan plan) {
    long recorded() {
      return before.map(Boundary::least).orElse(1L);
    }

    boolean hasStaged() {
      return plan.items().stream().anyMatch(item -> item.kind() == Kind.STAGED);
    }

    /** Whether it is to be announced; what is left by one that died was announced by that. */
    boolean isNew() {
      return !plan.items().isEmpty() && (plan.least() > recorded() || hasStaged());
    }
  }

  /** What {@link #run} would delete now. */
  public CleanUpPlan plan(Retention retention) {
    return find(retention).plan();
  }

  /** The boundary is read before the manifest, so that this has every tag set before that. */
  private Found find(Retention retention) {
    Optional<Boundary> before = history.boundary();
    Unneeded unneeded =
        new Unneeded(stores, history, tables, retention, stores.environment().now());
    Manifest newest = stores.manifests().readNewest();
    SortedSet<Long> held = held();
    CleanUpPlan plan = unneeded.plan(newest, unneeded.least(newest, held), held);
    return new Found(before, newest, unneeded, plan);
  }

  /**
   * Deletes it.
   *
   * @param atOnce runs its argument while no snapshot is taken in this process
   */
  public CleanUpPlan run(Retention retention, Snapshots atOnce) {
    Found found = cleanUpPlan(retention);
    Manifest announced = found.isNew() ? cleanUpAnnounce(found, retention) : found.newest();
    SortedSet<Long> open =
        atOnce.none(
            () -> {
              if (found.isNew()) {
                cleanUpRecord(announced, found);
              }
              return cleanUpNoteLeases();
            });
    long least = found.isNew() ? found.plan().least() : found.recorded();
    found.before().filter(known -> !found.isNew()).ifPresent(history::makeDurable);
    CleanUpPlan plan = found.unneeded().plan(announced, least, open);
    Pace pace = new Pace(stores.environment(), retention.deletesPerSecond());
    delete(plan, EnumSet.of(Kind.TABLE_FILE, Kind.DATASET), pace.each(this::cleanUpVersion));
    delete(plan, EnumSet.of(Kind.STAGED), pace.each(this::cleanUpFile));
    delete(plan, EnumSet.of(Kind.MANIFEST), pace.each(this::cleanUpManifest));
    delete(plan, EnumSet.of(Kind.AUDIT), pace.each(this::cleanUpAudit));
    endLeases();
    return plan;
  }

  private static void delete(CleanUpPlan plan, Set<Kind> kinds, Consumer<Item> deed) {
    plan.items().stream().filter(item -> kinds.contains(item.kind())).forEach(deed);
  }

  private <T> T act(CleanUpAction action, Optional<Item> item, Supplier<T> effect) {
    steps.forEach(step -> step.before(action));
    T done = effect.get();
    steps.forEach(step -> step.after(action));
    listener.onCleanUp(new CleanUpEvent(action, item));
    return done;
  }

  private <T> T act(CleanUpAction action, Supplier<T> effect) {
    return act(action, Optional.empty(), effect);
  }

  private void delete(CleanUpAction action, Item item, Consumer<Item> effect) {
    act(
        action,
        Optional.of(item),
        () -> {
          effect.accept(item);
          return item;
        });
  }

  private Found cleanUpPlan(Retention retention) {
    return act(CleanUpAction.CleanUpPlan, () -> find(retention));
  }

  /** Rules A and E. What is below can be tagged no more, and what was staged not be published. */
  private Manifest cleanUpAnnounce(Found found, Retention retention) {
    Instant before = stores.environment().now().minus(retention.staged());
    return act(
        CleanUpAction.CleanUpAnnounce,
        () -> new KeptPut(stores).put(newest -> announced(newest, found, before)));
  }

  private static Kept announced(Manifest newest, Found found, Instant before) {
    Kept kept = newest.kept().from(found.plan().least());
    return found.hasStaged() ? kept.stale(newest.version() + 1, before) : kept;
  }

  /** Rule B. Of several clean-ups at once one records. */
  private void cleanUpRecord(Manifest announced, Found found) {
    long run = found.before().map(Boundary::run).orElse(0L) + 1;
    Boundary boundary =
        new Boundary(
            announced.group(),
            run,
            found.plan().least(),
            stores.environment().now(),
            found.plan().items().size(),
            found.plan().bytes());
    Created created = act(CleanUpAction.CleanUpRecord, () -> history.record(boundary));
    if (created == Created.EXISTS) {
      throw new StoreException(
          "another clean-up has begun meanwhile. Nothing was deleted; try again when it is done");
    }
  }

  /** A lease that comes after this finds the boundary. */
  private SortedSet<Long> cleanUpNoteLeases() {
    return act(CleanUpAction.CleanUpNoteLeases, this::held);
  }

  /** The manifests that somebody reads: snapshots of this process, and leases of any. */
  private SortedSet<Long> held() {
    SortedSet<Long> held = new TreeSet<>(openSnapshots.get());
    Instant now = stores.environment().now();
    history.leases().stream()
        .filter(lease -> lease.until().isAfter(now))
        .map(Lease::version)
        .forEach(held::add);
    return held;
  }

  private void endLeases() {
    Instant now = stores.environment().now();
    history.leases().stream()
        .filter(lease -> !lease.until().isAfter(now))
        .map(Lease::id)
        .forEach(history::release);
  }

  /** Rule D. */
  private void cleanUpVersion(Item item) {
    delete(CleanUpAction.CleanUpVersion, item, tables::delete);
  }

  /** Rule E. */
  private void cleanUpFile(Item item) {
    delete(CleanUpAction.CleanUpFile, item, tables::delete);
  }

  /** Last of these, because manifests say which datasets there were. */
  private void cleanUpManifest(Item item) {
    delete(
        CleanUpAction.CleanUpManifest,
        item,
        manifest -> history.delete(Long.parseLong(manifest.path())));
  }

  /** Rule F. */
  private void cleanUpAudit(Item item) {
    delete(
        CleanUpAction.CleanUpAudit,
        item,
        audit -> stores.audits().delete(new OperationId(audit.path())));
  }
}
