package dev.rollforward.conformance.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the faulty library says that it does, followed by TLC on the sound model. */
final class TraceDetector implements Detector {
  private final Duration limit;

  TraceDetector(Duration limit) {
    this.limit = limit;
  }

  @Override
  public Engine engine() {
    return Engine.TRACE;
  }

  @Override
  public Finding look(FaultPatch patch, Optional<PatchedLibrary> library, Path folder) {
    if (library.isEmpty()) {
      return Finding.notApplicable(patch.notInJava().orElse("it cannot be planted"));
    }
    List<String> accepted = new ArrayList<>();
    for (TraceChild.Part part : TraceChild.Part.values()) {
      Finding finding = look(part, library.get(), folder.toAbsolutePath());
      if (finding.kind() != Finding.Kind.MISSED) {
        return finding;
      }
      accepted.add(finding.detail());
    }
    return Finding.missed(String.join(", ", accepted));
  }

  private Finding look(TraceChild.Part part, PatchedLibrary library, Path folder) {
    Path trace = folder.resolve(part + ".ndjson");
    List<String> play =
        FaultChild.command(Engine.TRACE, library, List.of(trace.toString(), part.name()));
    Finding played = ChildProcess.finding(play, folder.resolve(part + "-plays.log"), limit);
    return played.kind() == Finding.Kind.MISSED
        ? ChildProcess.finding(
            TraceJudge.command(trace, folder), folder.resolve(part + "-judge.log"), limit)
        : played;
  }
}
