package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceText;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.Forwarding;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep puts its decision over the manifests of others until it has won, or what it read has
 * moved: TLC follows it at whichever put it loses, wins, or gets no answer.
 */
class SweepPutTraceTest {
  private static final OperationId LEFT = new OperationId("left");

  @TempDir Path folder;

  private MemoryTestStores testStores;
  private TraceFile trace;

  @BeforeEach
  void leaveAnOperationIncomplete() {
    testStores = new MemoryTestStores();
    trace = TraceFile.create(folder.resolve("trace"), "sweep");
    writer(new OperationId("setup"), new Create(), "a", "b", "c").run();
    Writer left = writer(LEFT, new Append(), "a", "b");
    while (left.state().phase() != WriterState.Phase.COMMIT) {
      left.step();
    }
  }

  @AfterEach
  void close() {
    testStores.close();
  }

  private Writer writer(OperationId operation, Change change, String... names) {
    Manifest manifest = testStores.stores().manifests().readNewest();
    List<TableIntent> intents =
        Stream.of(names)
            .map(
                name -> {
                  TableId table = manifest.pin(name).map(Pin::table).orElse(new TableId(name));
                  long pin = manifest.pin(name).map(Pin::version).orElse(Pin.ABSENT);
                  return TableIntent.of(
                      name, table, change, testStores.stage(operation, change, table, pin));
                })
            .toList();
    return new Writer(testStores.stores(), operation, intents, blockers -> Set.of(), trace);
  }

  private void publishElsewhere(String operation) {
    inAnotherThread(() -> writer(new OperationId(operation), new Append(), "c").run());
  }

  private void recoverElsewhere() {
    inAnotherThread(
        () -> new Recovery(testStores.stores(), trace).recover(LEFT, Recovery.Mode.FULL));
  }

  /** A thread is a process of the trace. */
  private static void inAnotherThread(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts a manifest, after something else has happened. */
  private interface Put {
    Created over(ManifestStore inner, Manifest manifest);
  }

  private static Put after(Runnable first) {
    return (inner, manifest) -> {
      first.run();
      return inner.create(manifest);
    };
  }

  private Recovery.Outcome recover(Put... puts) {
    Deque<Put> next = new ArrayDeque<>(List.of(puts));
    ManifestStore manifests =
        new Forwarding.Manifests(testStores.stores().manifests()) {
          @Override
          public Created create(Manifest manifest) {
            Put put = next.poll();
            return put == null ? inner.create(manifest) : put.over(inner, manifest);
          }
        };
    Recovery.Outcome outcome =
        new Recovery(Forwarding.with(testStores.stores(), manifests), trace)
            .recover(LEFT, Recovery.Mode.FULL);
    assertThat(next).as("puts that were not made").isEmpty();
    return outcome;
  }

  private void assertAccepted() {
    trace.close();
    List<GroupTrace> traces = TraceReader.read(List.of(folder.resolve("trace"))).groups();
    List<TraceVerdict> verdicts = new TraceFaultDetection(folder).check(traces);
    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.get(0).isAccepted())
        .as(String.join("\n", TraceText.of(verdicts.get(0))))
        .isTrue();
  }

  @Test
  void theSecondPutWins() {
    recover(after(() -> publishElsewhere("one")));

    assertAccepted();
  }

  @Test
  void theSecondPutLosesToAnotherRecovery() {
    recover(after(() -> publishElsewhere("one")), after(this::recoverElsewhere));

    assertAccepted();
  }

  /** What makes it give up is in a manifest above the one that took its number. */
  @Test
  void theFirstPutLosesAndTheManifestAfterItSaysSo() {
    recover(
        after(
            () -> {
              publishElsewhere("one");
              recoverElsewhere();
            }));

    assertAccepted();
  }

  @Test
  void theSecondPutGetsNoAnswerAndHasNoEffect() {
    recover(
        after(() -> publishElsewhere("one")),
        (inner, manifest) -> {
          throw new StoreException.OutcomeUnknown("the answer was lost", null);
        });

    assertAccepted();
  }

  @Test
  void theSecondPutGetsNoAnswerAndTakesEffect() {
    recover(
        after(() -> publishElsewhere("one")),
        (inner, manifest) -> {
          inner.create(manifest);
          throw new StoreException.OutcomeUnknown("the answer was lost", null);
        });

    assertAccepted();
  }
}
