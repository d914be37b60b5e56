package dev.rollforward.runtime;

import dev.rollforward.GroupView;
import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Decisions;
import dev.rollforward.engine.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks at everything in a group's stores, and writes nothing. */
final class Inspection {
  private Inspection() {}

  static GroupView of(Stores stores) {
    List<StoreException> problems = new ArrayList<>();
    Manifest manifest = stores.manifests().readNewest();
    List<GroupView.Table> tables = new ArrayList<>();
    manifest
        .pins()
        .forEach(
            (name, pin) ->
                attempt(problems, () -> table(stores, name, pin)).ifPresent(tables::add));
    var listing = stores.sidecars().list();
    problems.addAll(listing.problems());
    List<GroupView.Pending> sidecars = new ArrayList<>();
    for (OperationId operation : listing.operations()) {
      attempt(problems, () -> pending(stores, operation))
          .flatMap(found -> found)
          .ifPresent(sidecars::add);
    }
    List<GroupView.AuditRecord> audits = new ArrayList<>();
    for (OperationId operation : stores.audits().list()) {
      attempt(problems, () -> stores.audits().read(operation))
          .flatMap(found -> found)
          .map(Inspection::audit)
          .ifPresent(audits::add);
    }
    return view(manifest, tables, sidecars, audits, problems);
  }

  private static GroupView view(
      Manifest manifest,
      List<GroupView.Table> tables,
      List<GroupView.Pending> sidecars,
      List<GroupView.AuditRecord> audits,
      List<StoreException> problems) {
    return new View(
        manifest.group().value(),
        manifest.version(),
        manifest.time(),
        manifest.committedBy(),
        manifest.origin().actor(),
        manifest.origin().message(),
        manifest.origin().properties(),
        map(manifest.pins(), Inspection::pin),
        List.copyOf(tables),
        map(
            manifest.sources(),
            s -> new GroupView.Source(s.sequence(), s.operation(), s.manifestVersion())),
        map(
            manifest.decisions(),
            decision ->
                new Decided(
                    decision.verdict(),
                    map(decision.expected().pins(), pin -> pin.map(Inspection::pin)))),
        List.copyOf(sidecars),
        List.copyOf(audits),
        List.copyOf(problems));
  }

  private static <K, V, W> SortedMap<K, W> map(SortedMap<K, V> values, Function<V, W> to) {
    SortedMap<K, W> mapped = new TreeMap<>();
    values.forEach((key, value) -> mapped.put(key, to.apply(value)));
    return Collections.unmodifiableSortedMap(mapped);
  }

  private static GroupView.Pin pin(Pin pin) {
    return new GroupView.Pin(pin.table().value(), pin.version());
  }

  private static GroupView.Table table(Stores stores, String name, Pin pin) {
    TableHistory history = stores.tables().history(pin.table(), pin.version());
    return new Table(
        name,
        pin(pin),
        history.head(),
        history.resolvedHead(),
        history.versions().values().stream().map(Inspection::version).toList());
  }

  private static GroupView.Version version(TableVersion version) {
    return new Version(
        version.version(),
        version.operation(),
        version.content() instanceof TableVersion.Restore restore
            ? OptionalLong.of(restore.of())
            : OptionalLong.empty());
  }

  private static Optional<GroupView.Pending> pending(Stores stores, OperationId operation) {
    return stores.sidecars().read(operation).map(sidecar -> pending(stores, sidecar));
  }

  private static GroupView.Pending pending(Stores stores, Sidecar sidecar) {
    return new Pending(
        sidecar.operation(),
        sidecar.tables().stream().map(Inspection::plan).toList(),
        new Decisions(stores).landed(sidecar));
  }

  private static GroupView.Plan plan(TablePlan plan) {
    return new Plan(
        plan.name(),
        plan.table().value(),
        plan.change().kind(),
        plan.nameAfter(),
        version(plan.expected()),
        plan.base(),
        plan.commits().stream().map(Inspection::commit).toList(),
        version(plan.pinAfter()));
  }

  private static GroupView.Commit commit(PlannedCommit commit) {
    return new GroupView.Commit(commit.transaction().toString(), commit.landing());
  }

  private static OptionalLong version(Optional<Pin> pin) {
    return pin.isPresent() ? OptionalLong.of(pin.get().version()) : OptionalLong.empty();
  }

  private static GroupView.AuditRecord audit(Audit audit) {
    return new Audited(audit.operation(), audit.verdict(), audit.reason(), audit.manifestVersion());
  }

  private static <T> Optional<T> attempt(List<StoreException> problems, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (StoreException problem) {
      problems.add(problem);
      return Optional.empty();
    }
  }

  private record View(
      String group,
      long manifestVersion,
      Instant time,
      Optional<OperationId> committedBy,
      Optional<String> actor,
      Optional<String> message,
      SortedMap<String, String> properties,
      SortedMap<String, GroupView.Pin> pins,
      List<GroupView.Table> tables,
      SortedMap<String, GroupView.Source> sources,
      SortedMap<OperationId, GroupView.Decision> decisions,
      List<GroupView.Pending> sidecars,
      List<GroupView.AuditRecord> audits,
      List<StoreException> problems)
      implements GroupView {}

  private record Table(
      String name, GroupView.Pin pin, long head, long resolved, List<GroupView.Version> abovePin)
      implements GroupView.Table {}

  private record Version(long version, Optional<OperationId> operation, OptionalLong restores)
      implements GroupView.Version {}

  private record Decided(Verdict verdict, SortedMap<String, Optional<GroupView.Pin>> expected)
      implements GroupView.Decision {}

  private record Pending(OperationId operation, List<GroupView.Plan> tables, List<String> landed)
      implements GroupView.Pending {}

  private record Plan(
      String name,
      String dataset,
      String kind,
      String nameAfter,
      OptionalLong expected,
      long base,
      List<GroupView.Commit> commits,
      OptionalLong pinAfter)
      implements GroupView.Plan {}

  private record Audited(
      OperationId operation, Verdict verdict, String reason, long manifestVersion)
      implements GroupView.AuditRecord {}
}
