package dev.rollforward.conformance.faults;

import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.SpecFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Makes the engines. */
final class Detectors {
  private static final List<String> MODELS = List.of("replay-alone", "replay");

  private final SpecFiles files;
  private final Path home;
  private final Path folder;
  private final Duration limit;

  /**
   * @param home the folder of the project
   * @param folder an existing one
   * @param limit how long an engine may take for one fault
   */
  Detectors(SpecFiles files, Path home, Path folder, Duration limit) {
    this.files = files;
    this.home = home;
    this.folder = folder;
    this.limit = limit;
  }

  Detector of(Engine engine) {
    return switch (engine) {
      case TLC -> new TlcDetector(files, LaneOptions.defaults(folder));
      case REPLAY -> replay(MODELS);
      case SCHEDULES -> schedules(ScheduleChild.THOROUGH);
      case CHAOS ->
          new ChildDetector(
              Engine.CHAOS, limit, patch -> patch.expected().getOrDefault(Engine.CHAOS, List.of()));
      case TRACE -> new TraceDetector(limit);
      case FAILPOINTS, LINCHECK, JCSTRESS ->
          new TestsDetector(TestModule.of(engine), home, folder, limit);
    };
  }

  Detector replay(List<String> models) {
    Graphs graphs = new Graphs(files, folder, models);
    return new ChildDetector(Engine.REPLAY, limit, patch -> graphs.arguments());
  }

  /**
   * @param effort of {@link ScheduleChild}
   */
  Detector schedules(String effort) {
    return new ChildDetector(
        Engine.SCHEDULES,
        limit,
        patch ->
            Stream.concat(
                    Stream.of(effort),
                    patch.expected().getOrDefault(Engine.SCHEDULES, List.of()).stream())
                .toList());
  }
}
