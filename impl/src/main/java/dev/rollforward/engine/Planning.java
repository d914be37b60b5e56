package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.Stale;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Role;
import dev.rollforward.port.TableStore.StagedChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an operation will do to its tables, planned against the pins of one manifest. A writer that
 * reads the manifest again starts over with a new one. Spec: {@code wexp}, {@code wbase}. Used by
 * one thread.
 */
final class Planning {
  private final Manifest manifest;
  private final List<TableIntent> intents;
  private final List<TableIntent> writes;
  private final List<TableIntent> drops;
  private final Terms terms;
  private final Supplier<UUID> uuids;
  private final List<TablePlan> prepared = new ArrayList<>();
  private final List<List<StagedChange>> fitted = new ArrayList<>();

  /**
   * Nothing is prepared yet.
   *
   * @param manifest the manifest with the pins that everything is planned against
   * @param intents what the caller wants, in commit order
   * @param terms what the caller says of the operation as a whole
   * @param uuids a new one for each planned commit (rule 3)
   */
  Planning(Manifest manifest, List<TableIntent> intents, Terms terms, Supplier<UUID> uuids) {
    this.manifest = Objects.requireNonNull(manifest, "manifest");
    this.intents = List.copyOf(intents);
    this.writes = intents.stream().filter(TableIntent::commitsAnything).toList();
    this.drops = intents.stream().filter(intent -> !intent.commitsAnything()).toList();
    this.terms = Objects.requireNonNull(terms, "terms");
    this.uuids = Objects.requireNonNull(uuids, "uuids");
  }

  /** One commit to one table, with its data. */
  record Commit(TablePlan plan, PlannedCommit planned, StagedChange change) {
    /** Whether it is on top of no other commit of the same operation. */
    boolean isFirst() {
      return planned.read() == plan.base();
    }
  }

  Manifest manifest() {
    return manifest;
  }

  List<TableIntent> intents() {
    return intents;
  }

  /** The plans of the tables that are prepared, in commit order. */
  List<TablePlan> prepared() {
    return Collections.unmodifiableList(prepared);
  }

  /** Whether every table that is committed to is prepared. */
  boolean isComplete() {
    return prepared.size() == writes.size();
  }

  /** What is to be prepared, in commit order. */
  List<TableIntent> writes() {
    return writes;
  }

  /** The next table to prepare. */
  TableIntent next() {
    return writes.get(prepared.size());
  }

  /** The next table is changed on top of version {@code base}, by this data. */
  void prepareNext(long base, List<StagedChange> data) {
    prepared.add(plan(next(), base));
    fitted.add(data);
  }

  /** The pin of a table; {@link Pin#ABSENT} if the name is free. */
  long pinOf(TableIntent intent) {
    return manifest.pin(intent.name()).map(Pin::version).orElse(Pin.ABSENT);
  }

  /** The version of its own dataset that is pinned: none, if it makes that first. */
  long pinnedVersion(TableIntent intent) {
    return intent.change().makesDataset() ? Pin.ABSENT : pinOf(intent);
  }

  /**
   * The next table to prepare does not have the pin that the caller asked for, or a stream is done.
   */
  Optional<Refusal> unmetNext() {
    return sourceDone().or(() -> unmet(next()));
  }

  /** Anything that would be refused before or after preparing. */
  Optional<Refusal> unmetAny() {
    return unmetRest()
        .or(() -> writes.stream().map(this::unmet).flatMap(Optional::stream).findFirst());
  }

  /** Once everything is prepared: a table to drop is not there, or a table read has changed. */
  Optional<Refusal> unmetRest() {
    return sourceDone()
        .or(this::unmetDrop)
        .or(() -> terms.reads().mismatchIn(manifest).map(Refusal::staleRead))
        .or(this::taken);
  }

  /**
   * A clean-up was announced after the operation was begun, and its files may be among those that
   * go. Asked once everything is prepared. Spec: {@code IsFresh}.
   *
   * @param isStagedSince whether a change was staged at a time or later
   */
  Optional<Refusal> unmetStaged(BiPredicate<StagedChange, Instant> isStagedSince) {
    return manifest
        .kept()
        .stale()
        .filter(stale -> terms.begun() < stale.manifest())
        .flatMap(stale -> staleOne(stale, isStagedSince));
  }

  private Optional<Refusal> staleOne(
      Stale stale, BiPredicate<StagedChange, Instant> isStagedSince) {
    return commits().stream()
        .filter(commit -> !isStagedSince.test(commit.change(), stale.before()))
        .map(commit -> Refusal.stale(commit.plan().name(), stale))
        .findFirst();
  }

  /** A name that a table is to have has been taken. */
  private Optional<Refusal> taken() {
    return intents.stream()
        .map(intent -> intent.change().nameAfter(intent.name()))
        .filter(name -> intents.stream().noneMatch(intent -> intent.name().equals(name)))
        .flatMap(name -> manifest.pin(name).map(pin -> Refusal.taken(name, pin)).stream())
        .findFirst();
  }

  private Optional<Refusal> unmetDrop() {
    return drops.stream().map(this::unmet).flatMap(Optional::stream).findFirst();
  }

  private Optional<Refusal> sourceDone() {
    return Publish.sourceDone(manifest, terms.sources())
        .map(done -> Refusal.sourceDone(intents.get(0).name(), done));
  }

  private Optional<Refusal> unmet(TableIntent intent) {
    long pin = pinOf(intent);
    OptionalLong required = intent.required();
    boolean moved = required.isPresent() && !holds(intent, required.getAsLong());
    return moved || !isRegistered(intent)
        ? Optional.of(Refusal.unmet(intent, pin))
        : Optional.empty();
  }

  /**
   * Whether the table is as its caller has seen it. Other files for the same rows make a difference
   * only to what was staged for the files.
   */
  private boolean holds(TableIntent intent, long required) {
    boolean exactly = required == Pin.ABSENT || intent.change().role() == Role.DERIVED;
    return exactly
        ? required == pinOf(intent)
        : manifest.table(intent.name()).filter(t -> t.holdsWhat(required)).isPresent();
  }

  /** A table to change is still the dataset that the data was staged for. */
  private boolean isRegistered(TableIntent intent) {
    return intent.required().equals(OptionalLong.of(Pin.ABSENT))
        || manifest
            .pin(intent.name())
            .filter(p -> p.table().equals(intent.registered()))
            .isPresent();
  }

  /** How far it takes in which streams. */
  SortedMap<String, Long> sources() {
    return terms.sources();
  }

  /** The intent to log, once everything is prepared. */
  Sidecar sidecar(OperationId operation) {
    return new Sidecar(
        manifest.group(),
        operation,
        withDrops(),
        readOnly(),
        terms.sources(),
        manifest.version(),
        terms.patience(),
        terms.origin());
  }

  private List<TablePlan> withDrops() {
    return Stream.concat(prepared.stream(), drops.stream().map(drop -> plan(drop, pinOf(drop))))
        .toList();
  }

  /** The pins of what is read and not changed; what is changed has an expectation of its own. */
  SortedMap<String, Optional<Pin>> readOnly() {
    SortedMap<String, Optional<Pin>> pins = new TreeMap<>(terms.reads().pins());
    intents.forEach(intent -> pins.remove(intent.name()));
    intents.forEach(intent -> pins.remove(intent.change().nameAfter(intent.name())));
    return pins;
  }

  /** The commits to make, in this order, once everything is prepared. */
  List<Commit> commits() {
    List<Commit> all = new ArrayList<>();
    for (int table = 0; table < prepared.size(); table++) {
      TablePlan plan = prepared.get(table);
      List<StagedChange> staged = fitted.get(table);
      for (int i = 0; i < staged.size(); i++) {
        all.add(new Commit(plan, plan.commits().get(i), staged.get(i)));
      }
    }
    return all;
  }

  private TablePlan plan(TableIntent intent, long base) {
    List<UUID> transactions = intent.staged().stream().map(staged -> uuids.get()).toList();
    return TablePlan.of(
        intent.name(),
        intent.table(),
        intent.change(),
        manifest.pin(intent.name()),
        base,
        transactions);
  }
}
