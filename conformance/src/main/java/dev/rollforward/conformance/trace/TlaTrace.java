package dev.rollforward.conformance.trace;

import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.value.TlaValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Some traces as one value for TLC, and what TLC says of them. */
final class TlaTrace {
  private static final int SHORT = 1500;
  private static final int LAST_SHOWN = 5;

  private final Participants cast = new Participants();
  private final List<Participants.GroupParticipants> companies = new ArrayList<>();
  private final List<StepSequence> scripts = new ArrayList<>();

  TlaTrace(List<GroupTrace> traces) {
    traces.forEach(trace -> companies.add(cast.add(trace)));
    companies.forEach(company -> scripts.add(Ordering.of(company)));
  }

  boolean isShort() {
    return scripts.stream().mapToInt(script -> script.steps().size()).sum() < SHORT;
  }

  /** What {@code spec/TraceRollforward.tla} reads. */
  String tla() {
    int sweeps = scripts.stream().mapToInt(StepSequence::sweeps).max().orElse(0);
    return field("[plan", sequence(cast.ops(), op -> sequence(op.plan(), TlaTrace::number)))
        + field("datasets", sequence(cast.ops(), op -> sequence(op.plan(), TlaTrace::number)))
        + field("tables", sequence(cast.ops(), op -> set(op.plan().stream())))
        // Each operation of the library commits once to each of its datasets.
        + field("ordinals", sequence(cast.ops(), op -> sequence(op.plan(), d -> "1")))
        + field("commits", sequence(cast.ops(), TlaTrace::once))
        + field("drops", sequence(cast.ops(), op -> "{}"))
        + field("relevant", sequence(cast.ops(), op -> set(cast.relevant(op).stream())))
        + field("name", sequence(names(), name -> name))
        + field(
            "rest", sequence(cast.datasets(), d -> "<<" + d.pinAtRest + ", " + d.headAtRest + ">>"))
        + field("created", set(cast.datasets().stream().filter(d -> d.created)))
        + field("sweeps", Integer.toString(Math.max(1, sweeps)))
        + "groups |-> "
        + groups()
        + "]";
  }

  private static String field(String name, String value) {
    return name + " |-> " + value + ",\n";
  }

  private static String number(Dataset dataset) {
    return Integer.toString(dataset.number);
  }

  private static String set(Stream<Dataset> datasets) {
    return datasets.map(TlaTrace::number).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String once(Op op) {
    return op.plan().isEmpty()
        ? "<<>>"
        : op.plan().stream()
            .map(dataset -> dataset.number + " :> 1")
            .collect(Collectors.joining(" @@ ", "(", ")"));
  }

  /** All that matters of a name is which others are the same. */
  private List<String> names() {
    List<String> distinct = cast.datasets().stream().map(d -> d.name).distinct().toList();
    Map<String, Integer> numbers = new HashMap<>();
    distinct.forEach(name -> numbers.put(name, numbers.size() + 1));
    return cast.datasets().stream().map(d -> '"' + "table " + numbers.get(d.name) + '"').toList();
  }

  private String groups() {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      groups.add(
          "[first |-> %d, steps |-> %s]"
              .formatted(
                  companies.get(i).firstManifest,
                  scripts.get(i).steps().stream()
                      .map(TraceStep::tla)
                      .collect(Collectors.joining(",\n", "<<", ">>"))));
    }
    return sequence(groups, group -> group);
  }

  private static <T> String sequence(List<T> elements, Function<T, String> text) {
    return elements.stream().map(text).collect(Collectors.joining(", ", "<<", ">>"));
  }

  /** In the order of the traces; empty for one of which TLC said nothing. */
  List<Optional<TraceVerdict>> verdicts(TlcResult result, Path file) throws IOException {
    if (!(result instanceof TlcResult.Held)) {
      throw new TraceCheck.Unfinished(result.toString());
    }
    List<Optional<TraceVerdict>> verdicts =
        new ArrayList<>(Collections.nCopies(scripts.size(), Optional.empty()));
    for (String line : Files.readAllLines(file)) {
      TlaValue.Fields said = (TlaValue.Fields) TlaValue.of(line);
      int group = number(said, "group") - 1;
      GroupTrace trace = companies.get(group).trace;
      verdicts.set(group, Optional.of(withGap(trace, verdict(group, said))));
    }
    return verdicts;
  }

  private static TraceVerdict withGap(GroupTrace trace, TraceVerdict verdict) {
    Optional<String> gap = trace.gap();
    return gap.isPresent() ? new TraceVerdict.Gap(trace.group(), gap.get(), verdict) : verdict;
  }

  private TraceVerdict verdict(int group, TlaValue.Fields said) {
    GroupTrace trace = companies.get(group).trace;
    StepSequence script = scripts.get(group);
    List<TraceStep> steps = script.steps();
    int at = number(said, "at") - 1;
    if (at == steps.size()) {
      return new TraceVerdict.Accepted(
          trace.group(), trace.events().size(), steps.size(), script.omitted());
    }
    List<TraceEvent> accepted =
        steps.subList(0, at).stream().map(TraceStep::event).flatMap(Optional::stream).toList();
    Explanation words = new Explanation(cast);
    return new TraceVerdict.Rejected(
        trace.group(),
        trace.events().size(),
        accepted.size(),
        accepted.subList(Math.max(0, accepted.size() - LAST_SHOWN), accepted.size()),
        steps.subList(at, steps.size()).stream()
            .map(TraceStep::event)
            .flatMap(Optional::stream)
            .findFirst(),
        steps.get(at).action(),
        words.text(said.fields().get("stands")),
        words.differences(steps.get(at), said),
        words.possible(said),
        words.enabled(said));
  }

  private static int number(TlaValue.Fields fields, String name) {
    return Math.toIntExact(((TlaValue.Number) fields.fields().get(name)).value());
  }
}
