package dev.rollforward.testkit;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Fence;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.core.change.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The safety properties of {@code spec/Rollforward.tla}, under the same names, as predicates over
 * {@link Evidence}. {@code docs/invariants.md} explains each in one sentence.
 */
public enum Invariant {
  /** A pinned version holds exactly the committed operations on its table, each once. */
  PinExact(Invariant::pinExact),
  /** A name stands for one table. */
  NameUnique(Invariant::nameUnique),
  /** An operation is visible on all of its tables or on none. */
  AtomicVisibility(each(Invariant::visibleOnAllOrNone)),
  /** What was acknowledged is visible. */
  AckedIsVisible(each(Invariant::ackedIsVisible)),
  /** What was reported failed is not visible. */
  FailedIsInvisible(each(Invariant::failedIsInvisible)),
  /** An operation is never both committed and aborted. */
  DecisionStable(each((evidence, o) -> evidence.decided(o).size() <= 1)),
  /** An operation has at most one audit record. */
  AuditAtMostOnce(each((evidence, o) -> audits(evidence, o) <= 1)),
  /** An audit record contains the verdict that was decided first. */
  AuditTruth(each(Invariant::auditTruth)),
  /** The sidecar of an aborted operation is deleted only after its audit was written. */
  AbortIsAudited(each(Invariant::abortIsAudited)),
  /** A table changes for an operation only while its sidecar exists or after it was decided. */
  EffectAfterIntent(Invariant::effectAfterIntent),
  /** Once the sidecar of an aborted operation is deleted, none of its commits can land. */
  NoDriftAfterDecision(each(Invariant::noDriftAfterDecision)),
  /** The pin of a table never moves to an older version. */
  PinsOnlyAdvance(Invariant::pinsOnlyAdvance),
  /** A batch of a source is taken in once, and none after a later one. */
  SourceOnce(Invariant::sourceOnce),
  /** An operation is committed only while the tables that it has read hold what it has read. */
  ReadsUnchanged(each(Invariant::readsUnchanged)),
  /** The commit of an operation that is derived changes no row of any table. */
  DerivedKeepsContent(each(Invariant::derivedKeepsContent));

  @SuppressWarnings("ImmutableEnumChecker") // A function without state.
  private final Predicate<Evidence> holds;

  Invariant(Predicate<Evidence> holds) {
    this.holds = holds;
  }

  /** Whether it holds of {@code evidence}. */
  public boolean holds(Evidence evidence) {
    return holds.test(evidence);
  }

  /** The invariants that {@code evidence} violates, in order of declaration. */
  public static List<Invariant> violatedBy(Evidence evidence) {
    return Arrays.stream(values()).filter(i -> !i.holds(evidence)).toList();
  }

  private static Predicate<Evidence> each(BiPredicate<Evidence, OperationId> holds) {
    return evidence -> operations(evidence).stream().allMatch(o -> holds.test(evidence, o));
  }

  private static Set<OperationId> operations(Evidence evidence) {
    Set<OperationId> operations = new TreeSet<>(evidence.armed().keySet());
    operations.addAll(evidence.replies().keySet());
    operations.addAll(evidence.audits().keySet());
    return operations;
  }

  private static boolean pinExact(Evidence evidence) {
    return evidence.newest().pins().values().stream()
        .map(Pin::table)
        .allMatch(table -> holdsExactlyTheCommitted(evidence, table));
  }

  private static boolean holdsExactlyTheCommitted(Evidence evidence, TableId table) {
    List<OperationId> visible = new ArrayList<>(evidence.visible(table));
    List<OperationId> committed = new ArrayList<>();
    for (Sidecar sidecar : evidence.armed().values()) {
      if (evidence.is(Verdict.COMMITTED, sidecar.operation())) {
        plan(sidecar, table)
            .ifPresent(plan -> committed.addAll(nCopies(plan.commits().size(), sidecar)));
      }
    }
    Collections.sort(visible);
    Collections.sort(committed);
    return visible.equals(committed);
  }

  /** Each commit of an operation adds to what a table holds. */
  private static List<OperationId> nCopies(int commits, Sidecar sidecar) {
    return Collections.nCopies(commits, sidecar.operation());
  }

  private static Optional<TablePlan> plan(Sidecar sidecar, TableId table) {
    return sidecar.committing().stream().filter(plan -> plan.table().equals(table)).findFirst();
  }

  /** What {@code o} commits to which datasets. Spec: {@code TablesOf}. */
  private static List<TablePlan> plans(Evidence evidence, OperationId o) {
    return Optional.ofNullable(evidence.armed().get(o)).map(Sidecar::committing).orElse(List.of());
  }

  /** What {@code o} drops. Spec: {@code DroppableOf}. */
  private static List<TablePlan> drops(Evidence evidence, OperationId o) {
    return Optional.ofNullable(evidence.armed().get(o))
        .map(Sidecar::tables)
        .orElse(List.of())
        .stream()
        .filter(plan -> plan.pinAfter().isEmpty())
        .toList();
  }

  /** Spec: {@code HasDropped}; and it has renamed what it was to rename. */
  private static boolean hasDropped(Evidence evidence, OperationId o) {
    return drops(evidence, o).stream().allMatch(plan -> evidence.isDropped(plan.table()))
        && renames(evidence, o).stream().allMatch(plan -> evidence.hasRenamed(o, plan));
  }

  private static List<TablePlan> renames(Evidence evidence, OperationId o) {
    return Optional.ofNullable(evidence.armed().get(o))
        .map(Sidecar::tables)
        .orElse(List.of())
        .stream()
        .filter(plan -> !plan.nameAfter().equals(plan.name()))
        .toList();
  }

  /** Spec: {@code SeenOn}. */
  private static boolean isSeenOn(Evidence evidence, TablePlan plan, OperationId o) {
    return evidence.isDropped(plan.table()) || evidence.shows(plan.table(), o);
  }

  private static boolean visibleOnAllOrNone(Evidence evidence, OperationId o) {
    return (plans(evidence, o).stream().allMatch(plan -> isSeenOn(evidence, plan, o))
            && hasDropped(evidence, o))
        || (plans(evidence, o).stream().noneMatch(plan -> evidence.shows(plan.table(), o))
            && renames(evidence, o).stream().noneMatch(plan -> evidence.hasRenamed(o, plan)));
  }

  private static boolean ackedIsVisible(Evidence evidence, OperationId o) {
    return !(evidence.replies().get(o) instanceof CommitResult.Committed)
        || (evidence.armed().containsKey(o)
            && plans(evidence, o).stream().allMatch(plan -> isSeenOn(evidence, plan, o))
            && hasDropped(evidence, o));
  }

  private static boolean failedIsInvisible(Evidence evidence, OperationId o) {
    CommitResult reply = evidence.replies().get(o);
    boolean failed = reply instanceof CommitResult.Rejected;
    return !failed
        || !evidence.is(Verdict.COMMITTED, o)
            && plans(evidence, o).stream().noneMatch(plan -> evidence.shows(plan.table(), o));
  }

  private static int audits(Evidence evidence, OperationId o) {
    return evidence.audits().getOrDefault(o, List.of()).size();
  }

  private static boolean auditTruth(Evidence evidence, OperationId o) {
    Optional<Verdict> first = evidence.decided(o).stream().findFirst();
    return evidence.audits().getOrDefault(o, List.of()).stream()
        .allMatch(audit -> first.equals(Optional.of(audit.verdict())));
  }

  /**
   * No manifest replaces the table that a name stands for in the one before, unless it says by a
   * tombstone that this is what was meant.
   */
  private static boolean nameUnique(Evidence evidence) {
    List<Manifest> manifests = evidence.manifests();
    return IntStream.range(1, manifests.size())
        .allMatch(i -> keepsNames(manifests.get(i - 1), manifests.get(i)));
  }

  private static boolean keepsNames(Manifest before, Manifest after) {
    return before.pins().entrySet().stream()
        .allMatch(
            old ->
                after
                    .pin(old.getKey())
                    .map(
                        pin ->
                            pin.table().equals(old.getValue().table())
                                || hasLost(after, old.getKey(), old.getValue()))
                    .orElse(true));
  }

  private static boolean isAbortedAndTidied(Evidence evidence, OperationId o) {
    return evidence.is(Verdict.ABORTED, o) && !evidence.sidecars().contains(o);
  }

  private static boolean abortIsAudited(Evidence evidence, OperationId o) {
    return !isAbortedAndTidied(evidence, o) || audits(evidence, o) > 0;
  }

  private static boolean effectAfterIntent(Evidence evidence) {
    return evidence.histories().values().stream()
        .flatMap(history -> history.versions().values().stream())
        .filter(version -> version.content() instanceof TableVersion.Change)
        .map(TableVersion::operation)
        .flatMap(Optional::stream)
        .allMatch(o -> evidence.sidecars().contains(o) || !evidence.decided(o).isEmpty());
  }

  private static boolean noDriftAfterDecision(Evidence evidence, OperationId o) {
    return !isAbortedAndTidied(evidence, o)
        || plans(evidence, o).stream().allMatch(plan -> cannotDrift(evidence, o, plan));
  }

  private static boolean cannotDrift(Evidence evidence, OperationId o, TablePlan plan) {
    TableHistory history = evidence.histories().get(plan.table());
    boolean isVisibleTable = plan.expected().filter(plan::concerns).isPresent();
    return Fence.holds(plan, history)
        && !(isVisibleTable && evidence.rows().at(plan.table(), history.head()).contains(o));
  }

  private static boolean sourceOnce(Evidence evidence) {
    List<Manifest> manifests = evidence.manifests();
    return IntStream.range(1, manifests.size())
        .allMatch(i -> carriesOn(evidence, manifests.get(i - 1), manifests.get(i)));
  }

  /** What was taken in by whoever committed the later manifest is newer than what was there. */
  private static boolean carriesOn(Evidence evidence, Manifest before, Manifest after) {
    Map<String, Long> taken =
        after
            .committedBy()
            .map(evidence.armed()::get)
            .map(Sidecar::sources)
            .<Map<String, Long>>map(sources -> sources)
            .orElse(Map.of());
    boolean isNew =
        taken.entrySet().stream()
            .allMatch(
                source ->
                    before
                            .source(source.getKey())
                            .filter(had -> had.sequence() >= source.getValue())
                            .isEmpty()
                        && after
                            .source(source.getKey())
                            .filter(has -> has.sequence() == source.getValue())
                            .isPresent());
    return isNew && after.sources().keySet().containsAll(before.sources().keySet());
  }

  /**
   * Not by {@code core.Expectation}, which decides it: each pin of a read is looked at in the
   * manifest before the one that committed the operation.
   */
  private static boolean readsUnchanged(Evidence evidence, OperationId o) {
    Optional<Sidecar> sidecar = Optional.ofNullable(evidence.armed().get(o));
    return sidecar.isEmpty()
        || evidence
            .before(o)
            .map(
                before ->
                    sidecar.get().reads().entrySet().stream()
                        .allMatch(read -> holdsTheSame(evidence, before, read)))
            .orElse(true);
  }

  private static boolean holdsTheSame(
      Evidence evidence, Manifest now, Map.Entry<String, Optional<Pin>> read) {
    Optional<Pin> pin = now.pin(read.getKey());
    if (pin.isEmpty() || read.getValue().isEmpty()) {
      return pin.equals(read.getValue());
    }
    return pin.get().table().equals(read.getValue().get().table())
        && logical(evidence, pin.get()).equals(logical(evidence, read.getValue().get()));
  }

  /** The operations that changed rows which a pinned version holds. */
  private static List<OperationId> logical(Evidence evidence, Pin pin) {
    return evidence.rows().at(pin.table(), pin.version()).stream()
        .filter(o -> !isDerived(evidence, o))
        .toList();
  }

  private static boolean isDerived(Evidence evidence, OperationId o) {
    List<TablePlan> plans = plans(evidence, o);
    return !plans.isEmpty()
        && plans.stream().allMatch(plan -> plan.change().role() == Role.DERIVED);
  }

  private static boolean derivedKeepsContent(Evidence evidence, OperationId o) {
    return !isDerived(evidence, o)
        || evidence.before(o).stream()
            .flatMap(before -> before.pins().entrySet().stream())
            .allMatch(
                pin ->
                    evidence
                        .committing(o)
                        .flatMap(after -> after.pin(pin.getKey()))
                        .filter(
                            now -> logical(evidence, now).equals(logical(evidence, pin.getValue())))
                        .isPresent());
  }

  private static boolean pinsOnlyAdvance(Evidence evidence) {
    List<Manifest> manifests = evidence.manifests();
    return IntStream.range(1, manifests.size())
        .allMatch(i -> advance(manifests.get(i - 1), manifests.get(i)));
  }

  private static boolean advance(Manifest before, Manifest after) {
    return before.pins().entrySet().stream()
        .allMatch(old -> hasAdvanced(old.getKey(), old.getValue(), after));
  }

  private static boolean hasAdvanced(String name, Pin old, Manifest after) {
    return after
        .pin(name)
        .filter(pin -> pin.table().equals(old.table()))
        .map(pin -> pin.version() >= old.version())
        .orElseGet(() -> hasLost(after, name, old));
  }

  private static boolean hasLost(Manifest after, String name, Pin old) {
    return after.tombstone(name).filter(t -> t.former().equals(old)).isPresent();
  }
}
