package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceEvent;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceText;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Tombstone;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import dev.rollforward.testkit.FlakyStores;
import dev.rollforward.testkit.Forwarding;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the library does is a behaviour of the specification, and TLC notices what is not. */
class TraceTest {
  private static final int THREADS = 4;
  private static final int EVENTS = Integer.getInteger("rollforward.trace.events", 1000);

  @TempDir Path folder;

  private static String words(List<TraceVerdict> verdicts) {
    return String.join(
        "\n", verdicts.stream().flatMap(verdict -> TraceText.of(verdict).stream()).toList());
  }

  private void assertAccepted(List<GroupTrace> traces) {
    List<TraceVerdict> verdicts = new TraceFaultDetection(folder).check(traces);
    List<TraceVerdict> rejected = verdicts.stream().filter(v -> !v.isAccepted()).toList();
    assertThat(rejected).as(words(rejected)).isEmpty();
    assertThat(verdicts).hasSameSizeAs(traces);
  }

  @Test
  void playsInWhichProcessesHaltAreAccepted() {
    List<GroupTrace> traces = new TraceFaultDetection(folder).traces(UnaryOperator.identity(), 40);

    assertThat(traces).hasSizeGreaterThan(30);
    assertAccepted(traces.stream().filter(trace -> !trace.events().isEmpty()).toList());
  }

  /** A writer stalls at each of its steps, is swept, and meets another one. */
  private static final Schedule STALLS =
      Schedule.of(
          Schedule.stalls(
              Schedule.Process.WRITER_1,
              Schedule.runs(Schedule.Process.SWEEP),
              Schedule.runs(Schedule.Process.WRITER_2)));

  @Test
  void playsOfEveryKindAreAccepted() {
    List<GroupTrace> traces =
        new TraceFaultDetection(folder)
            .traces(UnaryOperator.identity(), List.of(Scenario.values()), STALLS);

    assertThat(traces).hasSizeGreaterThan(60);
    assertAccepted(traces.stream().filter(trace -> !trace.events().isEmpty()).toList());
  }

  /** Names stay with the datasets that should lose them, and streams are forgotten. */
  private static Stores forgetful(Stores stores) {
    return Forwarding.with(
        stores,
        new Forwarding.Manifests(stores.manifests()) {
          @Override
          public Created create(Manifest manifest) {
            SortedMap<String, PinnedTable> tables = new TreeMap<>(manifest.tables());
            Manifest before = inner.readNewest();
            for (Tombstone lost : manifest.tombstones()) {
              tables.values().removeIf(table -> table.pin().table().equals(lost.former().table()));
              before.table(lost.name()).ifPresent(table -> tables.put(lost.name(), table));
            }
            return inner.create(
                new Manifest(
                    manifest.group(),
                    manifest.version(),
                    manifest.time(),
                    manifest.origin(),
                    tables,
                    List.of(),
                    Collections.emptySortedMap(),
                    manifest.decisions(),
                    manifest.committedBy(),
                    manifest.kept()));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "DropAndAppend, ReadManifest",
    "Replace, PrepareTable",
    "Renames, ReadManifest",
    "SameSequence, Publish"
  })
  void whoseNamesAndStreamsAreForgottenIsRejected(Scenario scenario, String action) {
    TraceFaultDetection detection = new TraceFaultDetection(folder);

    List<TraceVerdict> verdicts =
        detection.check(
            detection.traces(TraceTest::forgetful, List.of(scenario), STALLS).stream()
                .filter(trace -> !trace.events().isEmpty())
                .toList());

    assertThat(verdicts)
        .filteredOn(TraceVerdict.Rejected.class::isInstance)
        .extracting(verdict -> ((TraceVerdict.Rejected) verdict).action())
        .contains(action);
  }

  @Test
  void threadsThatLoseAnswersAreAccepted() throws Exception {
    Path file = folder.resolve("stress");
    try (TraceFile trace = TraceFile.create(file, "stress");
        MemoryTestStores testStores = new MemoryTestStores()) {
      FlakyStores flaky = new FlakyStores(11, 3);
      new Stress(testStores, flaky.around(testStores.stores()), trace, EVENTS).run(THREADS, 11);
      assertThat(flaky.lost()).isPositive();
    }

    assertAccepted(TraceReader.read(List.of(file)).groups());
  }

  /** A lying store makes code do what no model does; {@code faults run} asks of all faults. */
  @ParameterizedTest
  @CsvSource({
    "NoFence, SweepFenceTable",
    "NoParentCheck, CommitTable",
    "HeadNeedNotResolve, PrepareTable"
  })
  void aFaultInTheCodeIsRejectedAtItsAction(String fault, String action) {
    TraceFaultDetection.Outcome outcome = new TraceFaultDetection(folder).hunt(fault);

    assertThat(outcome).isInstanceOf(TraceFaultDetection.Outcome.Caught.class);
    assertThat(((TraceFaultDetection.Outcome.Caught) outcome).by().action()).isEqualTo(action);
  }

  /** A writer that commits undisturbed. */
  private GroupTrace sample() {
    return new TraceFaultDetection(folder)
        .traces(UnaryOperator.identity(), 1).stream()
            .filter(trace -> !trace.events().isEmpty())
            .findFirst()
            .orElseThrow();
  }

  private TraceVerdict.Rejected rejected(List<TraceEvent> events) {
    Map<String, Long> last = new TreeMap<>();
    List<TraceEvent> numbered =
        events.stream()
            .map(
                e ->
                    new TraceEvent(
                        e.process(),
                        last.merge(e.process(), 1L, Long::sum),
                        e.action(),
                        e.operation(),
                        e.table(),
                        e.facts()))
            .toList();
    List<TraceVerdict> verdicts =
        new TraceFaultDetection(folder).check(List.of(new GroupTrace("altered", numbered)));
    assertThat(verdicts.get(0)).isInstanceOf(TraceVerdict.Rejected.class);
    return (TraceVerdict.Rejected) verdicts.get(0);
  }

  private static int first(List<TraceEvent> events, Action action) {
    return events.stream().map(TraceEvent::action).toList().indexOf(action);
  }

  @Test
  void aDroppedEventIsRejectedWhereItIsMissing() {
    List<TraceEvent> events = new ArrayList<>(sample().events());
    events.remove(first(events, Action.ArmSidecar));

    TraceVerdict.Rejected rejected = rejected(events);

    assertThat(rejected.action()).isEqualTo("CommitTable");
    assertThat(rejected.state()).isEqualTo("arm");
    assertThat(rejected.enabled()).containsExactly("ArmSidecar");
  }

  @Test
  void aGapInTheNumbersIsRejected() {
    GroupTrace sample = sample();
    List<TraceEvent> events = new ArrayList<>(sample.events());
    events.remove(first(events, Action.ArmSidecar));

    List<TraceVerdict> verdicts =
        new TraceFaultDetection(folder).check(List.of(new GroupTrace("gap", events)));

    assertThat(verdicts.get(0)).isInstanceOf(TraceVerdict.Gap.class);
  }

  @Test
  void aSwappedPairIsRejected() {
    List<TraceEvent> events = new ArrayList<>(sample().events());
    int publish = first(events, Action.Publish);
    Collections.swap(events, publish, publish - 1);

    TraceVerdict.Rejected rejected = rejected(events);

    assertThat(rejected.action()).isEqualTo("Publish");
    assertThat(rejected.enabled()).containsExactly("CommitTable");
  }

  @Test
  void aWrongValueIsRejectedByName() {
    List<TraceEvent> events = new ArrayList<>(sample().events());
    int commit = first(events, Action.CommitTable);
    TraceEvent true1 = events.get(commit);
    events.set(
        commit,
        new TraceEvent(
            true1.process(),
            true1.sequence(),
            true1.action(),
            true1.operation(),
            true1.table(),
            Map.of("landed", 7L)));

    TraceVerdict.Rejected rejected = rejected(events);

    assertThat(rejected.action()).isEqualTo("CommitTable");
    assertThat(rejected.differs()).containsExactly("landed is 7, where the model has 1");
  }
}
