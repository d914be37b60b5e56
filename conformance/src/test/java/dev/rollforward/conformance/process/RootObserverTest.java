package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.Source;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.local.LocalBlobs;
import dev.rollforward.testkit.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a root's files and from what was said, each invariant can be seen violated. */
class RootObserverTest {
  @TempDir Path folder;
  private RootObserver root;
  private BlobManifestStore manifests;
  private SidecarStore sidecars;
  private BlobAuditStore audits;

  @BeforeEach
  void group() {
    Path path = folder.resolve("root");
    root = new RootObserver(path, "a", "b");
    LocalBlobs blobs = new LocalBlobs(path);
    manifests = new BlobManifestStore(blobs);
    sidecars = new BlobSidecarStore(blobs, manifests::group);
    audits = new BlobAuditStore(blobs, manifests::group);
  }

  @AfterEach
  void close() {
    root.close();
  }

  @ParameterizedTest
  @EnumSource(Invariant.class)
  void itIsSeenViolated(Invariant invariant) throws IOException {
    OperationId operation = prepared(invariant);
    assertThat(root.violated()).isEmpty();

    switch (invariant) {
      case PinExact, AtomicVisibility, AckedIsVisible, PinsOnlyAdvance -> pinBack("a");
      case NameUnique -> replace("a", "b");
      case FailedIsInvisible ->
          root.hear(
              WorkerMessage.told(
                  new CommitResult.Rejected(
                      operation, CommitResult.Reason.BLOCKED, Optional.empty(), "as it is said")));
      case DecisionStable -> decideAborted(operation);
      case AuditAtMostOnce -> writeAgain(operation);
      case AuditTruth -> audit(operation, Verdict.ABORTED);
      case AbortIsAudited -> {
        decideAborted(operation);
        sidecars.delete(operation);
      }
      case EffectAfterIntent -> sidecars.delete(operation);
      case NoDriftAfterDecision -> {
        decideAborted(operation);
        audit(operation, Verdict.ABORTED);
        sidecars.delete(operation);
      }
      case SourceOnce -> {
        OperationId again = arm(new Append(), reads(), sources(17));
        commit(operation, newest().pins(), sources(17));
        commit(again, newest().pins(), sources(17));
      }
      case ReadsUnchanged -> {
        Pin stale = new Pin(newest().pins().get("b").table(), 1);
        OperationId reader = arm(new Append(), Map.of("b", Optional.of(stale)), sources());
        commit(reader, newest().pins(), sources());
      }
      case DerivedKeepsContent -> {
        OperationId compaction = arm(new Compact(), reads(), sources());
        SortedMap<String, Pin> pins = new TreeMap<>(newest().pins());
        pins.computeIfPresent("a", (name, pin) -> new Pin(pin.table(), pin.version() + 1));
        commit(compaction, pins, sources());
      }
    }

    assertThat(root.violated()).contains(invariant);
  }

  /** What each is violated over: a change that is in, one that is recovered, or a started one. */
  private OperationId prepared(Invariant invariant) {
    return switch (invariant) {
      case AuditAtMostOnce -> recovered();
      case DecisionStable -> root.haltedWriter(Failpoint.AfterPublish, 1, "a", "b");
      case AbortIsAudited, NoDriftAfterDecision ->
          root.haltedWriter(Failpoint.AfterArmSidecar, 1, "a", "b");
      case EffectAfterIntent, DerivedKeepsContent ->
          root.haltedWriter(Failpoint.AfterCommitTable, 1, "a", "b");
      default -> appended();
    };
  }

  private OperationId appended() {
    return root.performHere(WorkerTask.Append, "a", "b").told().operation();
  }

  private OperationId recovered() {
    OperationId dead = root.haltedWriter(Failpoint.AfterCommitTable, 2, "a", "b");
    root.performHere(WorkerTask.Open);
    return dead;
  }

  private Manifest newest() {
    return manifests.readNewest();
  }

  private static Map<String, Optional<Pin>> reads() {
    return Map.of();
  }

  private static SortedMap<String, Long> sources(long... sequence) {
    SortedMap<String, Long> sources = new TreeMap<>();
    for (long taken : sequence) {
      sources.put("stream", taken);
    }
    return sources;
  }

  /** Another operation on table a logs its intent. */
  private OperationId arm(
      Change change, Map<String, Optional<Pin>> reads, SortedMap<String, Long> sources) {
    OperationId operation = OperationId.random();
    Pin pin = newest().pins().get("a");
    TablePlan plan =
        TablePlan.of(
            "a", pin.table(), change, Optional.of(pin), pin.version(), List.of(UUID.randomUUID()));
    sidecars.create(
        new Sidecar(
            newest().group(),
            operation,
            List.of(plan),
            new TreeMap<>(reads),
            sources,
            newest().version(),
            Duration.ZERO,
            Origin.UNKNOWN));
    return operation;
  }

  private void commit(
      OperationId operation, SortedMap<String, Pin> pins, SortedMap<String, Long> sources) {
    Manifest newest = newest();
    SortedMap<String, PinnedTable> tables = new TreeMap<>();
    pins.forEach((name, pin) -> tables.put(name, new PinnedTable(pin, "APPEND", Optional.empty())));
    SortedMap<String, Source> takenIn = new TreeMap<>();
    sources.forEach(
        (name, sequence) ->
            takenIn.put(name, new Source(sequence, operation, newest.version() + 1)));
    manifests.create(
        new Manifest(
            newest.group(),
            newest.version() + 1,
            newest.time(),
            Origin.UNKNOWN,
            tables,
            newest.tombstones(),
            takenIn,
            newest.decisions(),
            Optional.of(operation),
            newest.kept()));
  }

  private void pinBack(String table) {
    Manifest newest = manifests.readNewest();
    SortedMap<String, Pin> pins = new TreeMap<>(newest.pins());
    pins.computeIfPresent(table, (name, pin) -> new Pin(pin.table(), pin.version() - 1));
    manifests.create(next(newest, pins, newest.decisions()));
  }

  /** The name comes to stand for another table. */
  private void replace(String name, String other) {
    Manifest newest = manifests.readNewest();
    SortedMap<String, Pin> pins = new TreeMap<>(newest.pins());
    pins.put(name, pins.get(other));
    manifests.create(next(newest, pins, newest.decisions()));
  }

  private static Manifest next(
      Manifest newest, SortedMap<String, Pin> pins, SortedMap<OperationId, Decision> decisions) {
    return Manifest.of(newest.group(), newest.version() + 1, pins, decisions, newest.committedBy());
  }

  private void decideAborted(OperationId operation) {
    Manifest newest = manifests.readNewest();
    SortedMap<OperationId, Decision> decisions = new TreeMap<>(newest.decisions());
    decisions.put(
        operation,
        new Decision(
            Verdict.ABORTED,
            sidecars.read(operation).orElseThrow().expected(),
            newest.version() + 1));
    manifests.create(next(newest, newest.pins(), decisions));
  }

  private void audit(OperationId operation, Verdict verdict) {
    Manifest newest = manifests.readNewest();
    audits.create(
        new Audit(
            newest.group(),
            operation,
            new TreeMap<>(),
            verdict,
            "told",
            newest.version(),
            Optional.empty()));
  }

  private void writeAgain(OperationId operation) throws IOException {
    Path file = root.root().resolve("__audit").resolve(operation + ".json");
    Path copy = Files.copy(file, folder.resolve("copy"));
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aSoundRootIsNotReported() {
    OperationId in = appended();
    OperationId dead = recovered();

    assertThat(root.violated()).isEmpty();
    assertThat(root.visible("a")).containsExactly(in, dead);
    assertThat(root.sidecars()).isEmpty();
  }
}
