package dev.rollforward.conformance.replay;

import dev.rollforward.CommitResult;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableVersion;
import dev.rollforward.core.Tombstone;
import dev.rollforward.engine.RecoveryState;
import dev.rollforward.engine.WriterState;
import dev.rollforward.spec.value.TlaValue;
import dev.rollforward.testkit.EvidenceRecorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The state of running code, and of its stores, as a state of {@code spec/Rollforward.tla}. */
final class Mapping {
  private static final TlaValue NONE = Tla.text("none");
  private static final TlaValue EMPTY = Tla.tuple(List.of());

  private static final TlaValue NO_TOMB =
      Tla.record("by", Tla.number(0), "pin", Tla.number(Pin.ABSENT));

  /** Spec: {@code Dropped}. */
  private static final long DROPPED = 90;

  /** No call that is replayed takes effect again. */
  private static final TlaValue ONCE = Tla.number(0);

  private final ReplayHarness harness;
  private final ModelParameters parameters;
  private final EvidenceRecorder evidenceRecorder;
  private final Manifest newest;

  private Mapping(ReplayHarness harness) {
    this.harness = harness;
    this.parameters = harness.parameters();
    this.evidenceRecorder = harness.evidenceRecorder();
    this.newest = harness.newest();
  }

  /** Every variable, by its name in the spec. */
  static Map<String, TlaValue> of(ReplayHarness harness) {
    return new Mapping(harness).variables();
  }

  private Map<String, TlaValue> variables() {
    Map<String, TlaValue> state = new LinkedHashMap<>();
    state.put("chain", Tla.function(parameters.tables(), this::chain));
    state.put("manifest", manifest(newest));
    state.put("sidecars", sidecars());
    state.put("audits", perOperation(this::audits));
    state.put("flight", Tla.set(harness.flight().stream().map(this::call).collect(toSet())));
    state.put("wpc", perOperation(this::wpc));
    state.put("wexp", perOperation(this::wexp));
    state.put("wbase", perOperation(this::wbase));
    state.put("wdone", perOperation(this::wdone));
    state.put("sweep", new TlaValue.Function(Map.of(new TlaValue.ModelValue("s1"), sweep())));
    state.put("decided", perOperation(this::decided));
    state.put("reply", perOperation(this::reply));
    state.put("crashes", Tla.number(harness.crashes()));
    return state;
  }

  private static java.util.stream.Collector<TlaValue, ?, Set<TlaValue>> toSet() {
    return Collectors.toSet();
  }

  private TlaValue perOperation(java.util.function.IntFunction<TlaValue> value) {
    return Tla.function(parameters.operations(), value);
  }

  private TlaValue chain(int table) {
    TableHistory history = harness.stores().tables().history(harness.dataset(table), Pin.ABSENT);
    List<TlaValue> versions = new ArrayList<>();
    for (TableVersion version : history.versions().values()) {
      List<Integer> rows = harness.rows(table, version.version());
      versions.add(
          version.content() instanceof TableVersion.Restore restore
              ? Tla.restore(restore.of(), rows)
              : change(table, rows));
    }
    return Tla.tuple(versions);
  }

  /** Its maker is the last in the log that it holds. The first version of a table has none. */
  private TlaValue change(int table, List<Integer> rows) {
    if (rows.isEmpty()) {
      return Tla.change(0, "Append", rows);
    }
    int maker = rows.get(rows.size() - 1);
    int operation = (maker - 1) % ReplayHarness.MORE + 1;
    int ordinal = (maker - 1) / ReplayHarness.MORE + 1;
    return Tla.change(maker, parameters.transactionOf(operation, table, ordinal), rows);
  }

  private TlaValue manifest(Manifest manifest) {
    return Tla.record(
        "pins", Tla.function(parameters.tables(), table -> pin(manifest, table)),
        "dec", perOperation(o -> decision(manifest, o)),
        "tombs",
            Tla.function(
                parameters.tables(),
                table -> tombstone(manifest, table).map(Mapping::tomb).orElse(NO_TOMB)),
        "seqs", EMPTY);
  }

  private TlaValue pin(Manifest manifest, int table) {
    long absent = tombstone(manifest, table).isPresent() ? DROPPED : Pin.ABSENT;
    return Tla.number(
        manifest
            .pin(parameters.nameOf(table))
            .filter(pin -> pin.table().equals(harness.dataset(table)))
            .map(Pin::version)
            .orElse(absent));
  }

  private Optional<Tombstone> tombstone(Manifest manifest, int table) {
    return manifest.tombstones().stream()
        .filter(tombstone -> tombstone.former().table().equals(harness.dataset(table)))
        .findFirst();
  }

  private static TlaValue tomb(Tombstone tombstone) {
    return Tla.record(
        "by",
        Tla.number(ReplayHarness.number(tombstone.operation())),
        "pin",
        Tla.number(tombstone.former().version()));
  }

  private static TlaValue decision(Manifest manifest, int operation) {
    return manifest
        .decisionOf(ReplayHarness.id(operation))
        .map(Decision::verdict)
        .map(verdict -> Tla.text(verdict.name()))
        .orElse(NONE);
  }

  private TlaValue sidecars() {
    return Tla.set(
        harness.stores().sidecars().list().operations().stream()
            .map(o -> Tla.number(ReplayHarness.number(o)))
            .collect(toSet()));
  }

  private TlaValue audits(int operation) {
    return Tla.tuple(
        evidenceRecorder.audits(ReplayHarness.id(operation)).stream()
            .map(Audit::verdict)
            .map(verdict -> Tla.text(verdict.name()))
            .toList());
  }

  private TlaValue call(ControlledStores.Call call) {
    TlaValue kind = Tla.text(call.kind());
    TlaValue operation = Tla.number(ReplayHarness.number(call.operation()));
    if (call.put().isPresent()) {
      return Tla.record(
          "kind", kind, "op", operation, "again", ONCE, "manifest", manifest(call.put().get()));
    }
    return call.kind().equals("commit")
        ? Tla.record(
            "kind", kind, "op", operation, "again", ONCE, "commit", Tla.number(call.done() + 1))
        : Tla.record("kind", kind, "op", operation, "again", ONCE);
  }

  private TlaValue wpc(int operation) {
    return Tla.text(
        harness.isDead(operation) ? "dead" : word(harness.writerState(operation).phase()));
  }

  private static String word(WriterState.Phase phase) {
    return switch (phase) {
      case MAYBE_ARMED -> "armed?";
      case MAYBE_LANDED -> "landed?";
      default -> phase.name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private TlaValue wexp(int operation) {
    return harness
        .writerState(operation)
        .manifest()
        .map(m -> Tla.function(parameters.relevantOf(operation), table -> pin(m, table)))
        .orElse(EMPTY);
  }

  private TlaValue wbase(int operation) {
    return Tla.function(
        parameters.datasetsOf(operation), table -> Tla.number(harness.base(operation, table)));
  }

  private TlaValue wdone(int operation) {
    int done = harness.isDead(operation) ? 0 : harness.writerState(operation).done();
    boolean preparing = harness.writerState(operation).phase().compareTo(WriterState.Phase.ARM) < 0;
    return Tla.set(
        IntStream.range(0, done)
            .mapToObj(i -> Tla.number(preparing ? parameters.datasetsOf(operation).get(i) : i + 1))
            .collect(toSet()));
  }

  private TlaValue sweep() {
    if (harness.listed() != 0) {
      return record("listed", harness.listed(), EMPTY, NONE, 0);
    }
    Optional<RecoveryState> state = harness.sweepState();
    return state.map(this::sweep).orElseGet(Mapping::idle);
  }

  private static TlaValue idle() {
    return record("idle", 0, EMPTY, NONE, 0);
  }

  private TlaValue sweep(RecoveryState state) {
    int operation = harness.swept();
    Manifest read = state.manifest().orElse(newest);
    TlaValue pins = Tla.function(parameters.relevantOf(operation), table -> pin(read, table));
    TlaValue known = state.verdict().map(Verdict::name).map(Tla::text).orElse(NONE);
    return switch (state.phase()) {
      case START, DONE -> idle();
      case READ -> record("read", operation, pins, decision(read, operation), 0);
      case ROLLFORWARD -> record("rollforward", operation, pins, NONE, 0);
      case ROLLBACK -> record("rollback", operation, pins, NONE, 0);
      case FENCE -> record("fence", operation, pins, known, state.done());
      case AUDIT -> record("audit", operation, EMPTY, known, 0);
      case DELETE -> record("delete", operation, EMPTY, known, 0);
    };
  }

  private static TlaValue record(String pc, int op, TlaValue pins, TlaValue dec, int done) {
    return Tla.record(
        "pc", Tla.text(pc),
        "op", Tla.number(op),
        "pins", pins,
        "dec", dec,
        "done", Tla.number(done));
  }

  private TlaValue decided(int operation) {
    return Tla.tuple(
        evidenceRecorder.decided(ReplayHarness.id(operation)).stream()
            .map(verdict -> Tla.text(verdict.name()))
            .toList());
  }

  private TlaValue reply(int operation) {
    CommitResult told = evidenceRecorder.reply(ReplayHarness.id(operation)).orElse(null);
    if (told instanceof CommitResult.Committed) {
      return Tla.text("ok");
    }
    return told == null || told instanceof CommitResult.Unknown ? NONE : Tla.text("failed");
  }
}
