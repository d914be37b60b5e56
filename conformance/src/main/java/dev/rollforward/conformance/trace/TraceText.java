package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.List;

/** Verdicts in words. */
public final class TraceText {
  private TraceText() {}

  /** One verdict, as lines. */
  public static List<String> of(TraceVerdict verdict) {
    if (verdict instanceof TraceVerdict.Accepted accepted) {
      return List.of(accepted.group() + ": accepted, " + accepted.events() + " events");
    }
    if (verdict instanceof TraceVerdict.Gap gap) {
      List<String> lines = new ArrayList<>();
      lines.add(gap.group() + ": rejected, an event is missing or repeated: " + gap.gap());
      if (!gap.otherwise().isAccepted()) {
        lines.addAll(of(gap.otherwise()));
      }
      return lines;
    }
    return rejected((TraceVerdict.Rejected) verdict);
  }

  private static List<String> rejected(TraceVerdict.Rejected rejected) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: rejected after %s of %s events, in the order of their causes"
            .formatted(rejected.group(), rejected.accepted(), rejected.events()));
    rejected.last().forEach(event -> lines.add("    accepted  " + event));
    rejected.event().ifPresent(event -> lines.add("    REJECTED  " + event));
    lines.add("  Why: " + why(rejected));
    lines.add("  What could have followed:");
    rejected.possible().forEach(action -> lines.add("    " + action));
    if (rejected.possible().isEmpty()) {
      lines.add("    no action of this process");
    }
    return lines;
  }

  static String why(TraceVerdict.Rejected rejected) {
    if (!rejected.differs().isEmpty()) {
      return String.join("; ", rejected.differs());
    }
    return "%s is not possible here: this process is in state \"%s\", and the stores do not allow it"
        .formatted(rejected.action(), rejected.state());
  }

  /** All of them in one line, which begins with the verdict. */
  public static String summary(int files, List<TraceVerdict> verdicts) {
    long rejected = verdicts.stream().filter(verdict -> !verdict.isAccepted()).count();
    int omitted =
        verdicts.stream()
            .filter(TraceVerdict.Accepted.class::isInstance)
            .mapToInt(verdict -> ((TraceVerdict.Accepted) verdict).omitted())
            .sum();
    return (rejected == 0 ? "[ok] " : "[violation] ")
        + counted(files, "file")
        + ", "
        + counted(verdicts.size(), "group")
        + ", "
        + counted(verdicts.stream().mapToInt(TraceVerdict::events).sum(), "event")
        + (rejected == 0
            ? ": every event is a step of the protocol"
            : ": " + counted(rejected, "group") + " rejected, see above")
        + (omitted == 0
            ? ""
            : "; of " + omitted + " some facts were read beside writers and not compared");
  }

  private static String counted(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
