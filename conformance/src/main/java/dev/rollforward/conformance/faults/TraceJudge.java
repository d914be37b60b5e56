package dev.rollforward.conformance.faults;

import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.conformance.trace.UnreadableTrace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Has TLC follow a trace, in a JVM of its own with the sound library, which can be ended. */
public final class TraceJudge {
  private TraceJudge() {}

  /**
   * Runs in the child.
   *
   * @param args the trace, and a folder for temporary files
   */
  public static void main(String[] args) {
    System.out.println(judge(Path.of(args[0]), Path.of(args[1])).print());
  }

  static List<String> command(Path trace, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        TraceJudge.class.getName(),
        trace.toString(),
        folder.toString());
  }

  private static Finding judge(Path trace, Path folder) {
    try {
      List<TraceVerdict> verdicts =
          new TraceCheck(folder, count -> {}).check(TraceReader.read(List.of(trace)).groups());
      int events = verdicts.stream().mapToInt(TraceVerdict::events).sum();
      return verdicts.stream()
          .flatMap(verdict -> rejection(verdict).stream())
          .findFirst()
          .orElseGet(
              () -> Finding.missed(String.format(Locale.ROOT, "%,d events accepted", events)));
    } catch (TraceCheck.Unfinished | UnreadableTrace failure) {
      return Finding.unknown(failure.toString());
    }
  }

  private static Optional<Finding> rejection(TraceVerdict verdict) {
    if (verdict instanceof TraceVerdict.Gap gap) {
      return rejection(gap.otherwise());
    }
    return verdict instanceof TraceVerdict.Rejected rejected
        ? Optional.of(Finding.caught(rejected.action(), words(rejected)))
        : Optional.empty();
  }

  private static String words(TraceVerdict.Rejected rejected) {
    return "%s after %s events: %s, and the process stands at %s"
        .formatted(
            rejected.group(),
            rejected.accepted(),
            rejected.differs().isEmpty() ? "it cannot be taken" : rejected.differs().toString(),
            rejected.state());
  }
}
