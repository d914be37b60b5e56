package dev.rollforward.conformance.trace;

import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Has TLC follow traces. Safe for use by several threads. */
public final class TraceCheck {
  /**
   * Groups are followed in one run of TLC up to about so many events; starting one takes longer.
   */
  private static final int EVENTS_IN_A_RUN = 5000;

  private static final String FILE = "trace";
  private static final String VERDICTS = "verdicts";

  private final Path workspace;
  private final IntConsumer progress;

  /**
   * @param workspace an existing folder for the files of each run, which are removed after it
   * @param progress is given how many events have been judged, after each run
   */
  public TraceCheck(Path workspace, IntConsumer progress) {
    this.workspace = workspace;
    this.progress = progress;
  }

  /** TLC gave no verdict. */
  public static final class Unfinished extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Unfinished(String reason) {
      super("TLC did not follow the trace to its end: " + reason);
    }
  }

  /**
   * What becomes of each of {@code traces}, in their order.
   *
   * @throws Unfinished if TLC fails
   */
  public List<TraceVerdict> check(List<GroupTrace> traces) {
    List<TraceVerdict> verdicts = new ArrayList<>();
    List<GroupTrace> batch = new ArrayList<>();
    int events = 0;
    for (GroupTrace trace : traces) {
      batch.add(trace);
      events += trace.events().size();
      if (events >= EVENTS_IN_A_RUN) {
        verdicts.addAll(run(batch));
        batch.clear();
        events = 0;
      }
    }
    if (!batch.isEmpty()) {
      verdicts.addAll(run(batch));
    }
    return verdicts;
  }

  /** Those that are rejected are followed again, to say why: most are not. */
  private List<TraceVerdict> run(List<GroupTrace> traces) {
    List<Optional<TraceVerdict>> verdicts = follow(traces, false);
    List<GroupTrace> rejected =
        IntStream.range(0, traces.size())
            .filter(i -> verdicts.get(i).isEmpty())
            .mapToObj(traces::get)
            .toList();
    Iterator<Optional<TraceVerdict>> explained =
        (rejected.isEmpty() ? List.<Optional<TraceVerdict>>of() : follow(rejected, true))
            .iterator();
    progress.accept(traces.stream().mapToInt(trace -> trace.events().size()).sum());
    List<TraceVerdict> all = new ArrayList<>();
    for (Optional<TraceVerdict> verdict : verdicts) {
      all.add(
          verdict.orElseGet(
              () -> explained.next().orElseThrow(() -> new Unfinished("it said nothing"))));
    }
    return all;
  }

  private List<Optional<TraceVerdict>> follow(List<GroupTrace> traces, boolean explain) {
    TlaTrace trace = new TlaTrace(traces);
    try {
      Path folder = Files.createTempDirectory(workspace, "trace-");
      SpecFiles.bundled().unpackTo(folder);
      Files.writeString(folder.resolve(FILE), trace.tla());
      Files.createFile(folder.resolve(VERDICTS));
      TlcResult result =
          new TlcRunner(folder, folder, TlcOptions.defaults().withBrief(trace.isShort()))
              .run(model(explain), progress -> {});
      List<Optional<TraceVerdict>> verdicts = trace.verdicts(result, folder.resolve(VERDICTS));
      clear(folder);
      return verdicts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static Model model(boolean explain) {
    Map<String, String> constants =
        new LinkedHashMap<>(SpecFiles.bundled().manifest().module("Rollforward").constants());
    constants.put("Scenario", "\"Trace\"");
    constants.put("MaxCrashes", "1000000000");
    constants.put("LostAnswers", "TRUE");
    constants.put("ListsFirst", "TRUE");
    constants.put("Remembers", "TRUE");
    constants.put("PlanOf", "<- TracePlanOf");
    constants.put("KindsOf", "<- TraceKindsOf");
    constants.put("ReadsOf", "<- TraceReadsOf");
    constants.put("SourceOf", "<- TraceSourceOf");
    constants.put("SequenceOf", "<- TraceSequenceOf");
    constants.put("Sources", "<- TraceSources");
    constants.put("NameIsTaken", "<- TraceNameIsTaken");
    constants.put("TableIsGone", "<- TraceTableIsGone");
    constants.put("NothingToDrop", "<- TraceNothingToDrop");
    constants.put("Put", "<- TracePut");
    constants.put("TablesOf", "<- TraceTablesOf");
    constants.put("DatasetsOf", "<- TraceDatasetsOf");
    constants.put("OrdinalOf", "<- TraceOrdinalOf");
    constants.put("CommitsOf", "<- TraceCommitsOf");
    constants.put("RelevantOf", "<- TraceRelevantOf");
    constants.put("DroppableOf", "<- TraceDroppableOf");
    constants.put("NameOf", "<- TraceNameOf");
    constants.put("Created", "<- TraceCreated");
    constants.put("Tables", "<- TraceTables");
    constants.put("Sweeps", "<- TraceSweeps");
    constants.put("Explains", explain ? "TRUE" : "FALSE");
    constants.put("Dropped", "<- TraceDropped");
    constants.put("NotARestore", "<- TraceNotARestore");
    constants.put("Stranger", "<- TraceStranger");
    constants.put("More", "<- TraceMore");
    constants.put("Rows", "<- NoRows");
    return new Model(
        "trace",
        "TraceRollforward",
        List.of(Lane.SIMULATION),
        "what the library did",
        constants,
        null,
        "Place",
        null,
        "TraceSpec",
        List.of("Followed"),
        List.of(),
        false,
        false,
        null,
        null);
  }
}
