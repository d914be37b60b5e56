package dev.rollforward.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Resolution;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.engine.Stores;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.lance.ChildJvm;
import dev.rollforward.testkit.InMemory;
import dev.rollforward.testkit.PlantedFault;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The annotation on tests of somebody else, run by JUnit's launcher as a build would. */
class ValidatedTraceTest {
  private static final OpenOptions RECOVERING =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  @TempDir Path folder;

  /** Surefire does not run nested classes; the launcher below does. */
  static class Samples {
    @Test
    @ValidatedTrace
    void sound() {
      commitAfterACrash(new InMemory());
    }

    @Test
    @ValidatedTrace
    void withABug() {
      commitAfterACrash(faulty(PlantedFault.NoFence.plant()));
    }

    @Test
    @ValidatedTrace
    void failsByItself() {
      commitAfterACrash(new InMemory());
      assertThat("the balance").isEqualTo("100");
    }

    @Test
    @ValidatedTrace
    void opensNothing() {}
  }

  /** On a class, with a process that is killed. */
  @ValidatedTrace
  static class WithAProcess {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recoversIt(boolean recorded, TraceRecording recording, @TempDir Path root)
        throws IOException {
      List<String> flags =
          List.of(
              "--add-opens=java.base/java.nio=ALL-UNNAMED",
              recorded ? recording.jvmFlag() : "-Dunrecorded=true");
      try (ChildJvm child = ChildJvm.start(flags, Dies.class, root.toString())) {
        assertThat(child.hear()).isEqualTo("halted");
      }
      try (TableGroup group = TableGroup.open(root, RECOVERING)) {
        assertThat(group.openReport().finished()).hasSize(1);
      }
    }
  }

  /** Dies after its first commit to a table. */
  static final class Dies {
    private Dies() {}

    public static void main(String[] args) {
      Schema schema = new Schema(List.of(Field.nullable("name", ArrowType.Utf8.INSTANCE)));
      TableGroup group = TableGroup.openOrCreate(Path.of(args[0]));
      Transaction change = group.begin().create("a", schema).create("b", schema);
      crash(change, Failpoint.AfterCommitTable);
      System.out.println("halted");
    }
  }

  private static InMemory faulty(UnaryOperator<Stores> fault) {
    MemoryTableStore tables = new MemoryTableStore();
    return new InMemory(tables, fault.apply(InMemory.stores(tables)));
  }

  /** The code under test knows nothing of traces. */
  private static void commitAfterACrash(InMemory root) {
    TableGroup group = root.open(RECOVERING);
    Transaction setup = group.begin();
    InMemory.create(setup, "people");
    InMemory.create(setup, "knows");
    setup.commit();
    Transaction change = group.begin();
    InMemory.append(change, "people", "bob");
    InMemory.append(change, "knows", "ann knows bob");
    crash(change, Failpoint.AfterCommitTable);
    assertThat(root.open(RECOVERING).resolve(change.id())).isEqualTo(Resolution.ABORTED);
  }

  private static void crash(Transaction change, Failpoint failpoint) {
    try (Activation halt = Failpoints.activate(failpoint, Effect.halt())) {
      assertThatThrownBy(change::commit).isInstanceOf(Halt.class);
      assertThat(halt.fired()).isEqualTo(1);
    }
  }

  private TestExecutionSummary run(Class<?> tests) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter(TraceRecorder.FOLDER, folder.toString())
                .build(),
            summary);
    return summary.getSummary();
  }

  private static Throwable failure(TestExecutionSummary summary, String test) {
    return summary.getFailures().stream()
        .filter(failed -> failed.getTestIdentifier().getDisplayName().startsWith(test))
        .map(TestExecutionSummary.Failure::getException)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBugInAGroupFailsTheTestThatUsesIt() throws IOException {
    TestExecutionSummary summary = run(Samples.class);

    assertThat(summary.getTestsFoundCount()).isEqualTo(4);
    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    Path of = folder.resolve(Samples.class.getName() + ".withABug");
    assertThat(failure(summary, "withABug"))
        .isInstanceOf(TraceRejected.class)
        .hasMessageContaining("no behaviour of spec/Rollforward.tla")
        .hasMessageContaining("REJECTED  ")
        .hasMessageContaining("SweepFenceTable")
        .hasMessageEndingWith("picture: " + of.resolve("picture.html"));
    assertThat(Files.readString(of.resolve("picture.html")))
        .contains("Samples: withABug()", "Conformance to Rollforward.tla broke at step", "<svg ");
    assertThat(of.resolve("picture-1.svg")).content().startsWith("<svg ");
    assertThat(folder.resolve(Samples.class.getName() + ".sound"))
        .isDirectoryNotContaining("glob:**picture*");

    Throwable failure = failure(summary, "failsByItself");
    assertThat(failure).hasMessageContaining("the balance");
    assertThat(failure.getSuppressed())
        .singleElement()
        .isInstanceOf(TraceOfFailure.class)
        .extracting(Throwable::getMessage)
        .asString()
        .endsWith("picture.html");

    assertThat(failure(summary, "opensNothing")).hasMessageContaining("nothing was validated");
  }

  /** One that was started without the flag leaves a gap, which is no violation. */
  @Test
  void otherProcessesAreRecordedAndAMissingOneIsNamed() {
    TestExecutionSummary summary = run(WithAProcess.class);

    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    assertThat(summary.getFailures())
        .singleElement()
        .extracting(TestExecutionSummary.Failure::getException)
        .isInstanceOf(IllegalStateException.class)
        .asString()
        .contains("no trace has its beginning", "jvmFlag()");
  }
}
