package dev.rollforward.cli.demo;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.RecoveryReport;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.check.TraceOption;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Makes three tables, has a commit to them killed, recovers, and judges the outcome. */
public final class Demo {
  /** What its traces call the group. */
  static final String GROUP = "demo";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Console console;
  private final DemoReport story;
  private final Duration patience;
  private final Consumer<Path> afterKill;
  private ProtocolListener listener = ProtocolListener.NONE;
  private Optional<Path> childTrace = Optional.empty();

  /** A demo that prints on {@code console}. */
  public Demo(Console console) {
    this(console, PATIENCE, root -> {});
  }

  /**
   * @param patience how long the child may take to come to its step
   * @param afterKill applied to the root before it is opened again, so that tests can break it
   */
  Demo(Console console, Duration patience, Consumer<Path> afterKill) {
    this.console = console;
    this.story = new DemoReport(console);
    this.patience = patience;
    this.afterKill = afterKill;
  }

  /**
   * Runs it.
   *
   * @param at where to kill
   * @param root an empty or new folder for the tables, which stay there; without it they are gone
   *     at the end, unless a property was violated
   * @return see {@link ExitCode}
   * @throws CliException if {@code root} cannot be used, or the child could not be killed there
   */
  public int run(KillPoint at, Optional<Path> root) {
    return run(at, root, Optional.empty());
  }

  /**
   * Runs it, and writes down its steps.
   *
   * @param trace where; empty for nowhere. The child's are in a file of that name and {@code
   *     .child}
   * @return see {@link #run(KillPoint, Optional)}
   */
  public int run(KillPoint at, Optional<Path> root, Optional<Path> trace) {
    if (trace.isEmpty()) {
      return runWith(at, root);
    }
    TraceOption.check(trace.get());
    TraceOption.check(DemoWriter.traceOfChild(trace.get()));
    try (TraceFile file = TraceFile.create(trace.get(), GROUP)) {
      listener = file;
      childTrace = Optional.of(DemoWriter.traceOfChild(trace.get()));
      return runWith(at, root);
    }
  }

  private int runWith(KillPoint at, Optional<Path> root) {
    return root.isPresent() ? runIn(DemoRoot.prepare(root.get()), at) : runInTemporary(at);
  }

  private int runIn(Path root, KillPoint at) {
    boolean held = play(at, root);
    story.end(root, true);
    return exitCode(held);
  }

  private int runInTemporary(KillPoint at) {
    try (TempFolder folder = new TempFolder("rollforward-demo-")) {
      Path root = folder.path().resolve("group");
      boolean held = play(at, root);
      if (!held) {
        folder.keep();
      }
      story.end(root, !held);
      return exitCode(held);
    }
  }

  private static int exitCode(boolean held) {
    return held ? ExitCode.OK : ExitCode.VIOLATED;
  }

  private boolean play(KillPoint at, Path root) {
    story.begin(at);
    makeTables(root);
    Observation old = Observation.at(root);
    story.made(root, old);
    DemoWriter.KilledWriter killed = kill(at, root);
    story.killed(killed);
    Observation crashed = Observation.at(root);
    requireStoppedAt(at, killed.operation(), old, crashed);
    story.crashed(killed.operation(), crashed);
    afterKill.accept(root);
    DemoFacts facts = recover(root, killed.operation(), old, crashed);
    story.outcome(facts);
    return story.judge(facts);
  }

  private void makeTables(Path root) {
    try (LiveLine line = console.liveLine();
        TableGroup group =
            TableGroup.openOrCreate(root, OpenOptions.builder().listener(listener).build());
        BufferAllocator allocator = new RootAllocator()) {
      line.update("loading Lance and making three tables...");
      Transaction operation = group.begin();
      for (SampleTable table : SampleTable.ALL) {
        operation.create(table.name(), Rows.reader(allocator, table.columns(), table.first()));
      }
      CommitResult result = operation.commit();
      if (!(result instanceof CommitResult.Committed)) {
        throw CliException.unknown(
            root + ": the tables could not be made: " + result,
            "see whether another process uses this folder",
            null);
      }
    }
  }

  private DemoWriter.KilledWriter kill(KillPoint at, Path root) {
    try (LiveLine line = console.liveLine();
        TempFolder folder = new TempFolder("rollforward-child-")) {
      line.update("starting a child process, which loads Lance too...");
      return new DemoWriter(at, patience, folder).run(root, childTrace);
    }
  }

  /** Or else the demo would show something else than it says. */
  private static void requireStoppedAt(
      KillPoint at, OperationId operation, Observation old, Observation crashed) {
    int landed = DemoFacts.landed(old, crashed);
    boolean visible = crashed.sight(SampleTable.ALL.get(0)) == Visibility.NEW;
    boolean armed = crashed.sidecar(operation).isPresent();
    if (landed != at.landed() || visible != at.isVisible() || armed != at.hasSidecar()) {
      throw CliException.unknown(
          "the child was not killed at %s: %s tables moved, %s, sidecar %s"
              .formatted(
                  at.label(),
                  landed,
                  visible ? "visible" : "not visible",
                  armed ? "there" : "not there"),
          "see whether another process uses this folder",
          null);
    }
  }

  private DemoFacts recover(
      Path root, OperationId operation, Observation old, Observation crashed) {
    List<StepLine> steps = new ArrayList<>();
    OpenOptions options =
        OpenOptions.builder()
            .recovery(RecoveryPolicy.FULL)
            .patience(Duration.ZERO)
            .listener(
                event -> {
                  listener.onStep(event);
                  steps.add(StepLine.of(event));
                })
            .build();
    RecoveryReport report;
    try (TableGroup group = TableGroup.open(root, options)) {
      report = group.openReport();
    }
    DemoFacts facts = new DemoFacts(operation, old, crashed, report, Observation.at(root));
    story.recovered(facts, steps);
    return facts;
  }
}
