package dev.rollforward.conformance.trace;

import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.value.TlaValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Some traces as one TLA+ value, and the verdicts that TLC returns on them. */
final class TlaTrace {
  private static final int SHORT = 1500;
  private static final int LAST_SHOWN = 5;

  private final Participants participants = new Participants();
  private final List<Participants.GroupParticipants> groupParticipants = new ArrayList<>();
  private final List<StepSequence> sequences = new ArrayList<>();

  TlaTrace(List<GroupTrace> traces) {
    traces.forEach(trace -> groupParticipants.add(participants.add(trace)));
    groupParticipants.forEach(group -> sequences.add(Ordering.of(group)));
  }

  boolean isShort() {
    return sequences.stream().mapToInt(sequence -> sequence.steps().size()).sum() < SHORT;
  }

  /** The value that {@code spec/TraceRollforward.tla} reads. */
  String tla() {
    int sweeps = sequences.stream().mapToInt(StepSequence::sweeps).max().orElse(0);
    Naming naming = new Naming(participants);
    return "["
        + ofOps("plan", op -> sequence(op.commits, TlaTrace::number))
        + ofOps("kinds", op -> sequence(op.kinds, TlaTrace::kind))
        + ofOps("datasets", op -> sequence(op.plan(), TlaTrace::number))
        + ofOps("tables", op -> set(op.plan().stream()))
        + ofOps("ordinals", TlaTrace::ordinals)
        + ofOps("commits", TlaTrace::commits)
        + ofOps("drops", naming::droppable)
        + ofOps("loses", Naming::loses)
        + ofOps("makes", op -> set(op.made()))
        + ofOps("replaces", TlaTrace::replaces)
        + ofOps("reads", op -> set(op.reads.values().stream()))
        + ofOps("source", op -> op.source.map(this::source).orElse("\"\""))
        + ofOps("sequence", op -> Integer.toString(op.sequence))
        + ofOps("relevant", naming::relevant)
        + ofOps("bearers", naming::bearers)
        + ofOps("gains", naming::gains)
        + ofOps("renames", naming::newTitles)
        + field("seqs", takenIn())
        + field("rest", sequence(rest(naming), pinAndHead -> pinAndHead))
        + field("unnamed", naming.notBorne())
        + field("created", set(participants.datasets().stream().filter(d -> d.created)))
        + field("sweeps", Integer.toString(Math.max(1, sweeps)))
        + "groups |-> "
        + groups()
        + "]";
  }

  private String ofOps(String name, Function<Op, String> value) {
    return field(name, sequence(participants.ops(), value));
  }

  private List<String> rest(Naming naming) {
    return Stream.concat(
            participants.datasets().stream()
                .map(d -> "<<" + d.initialPin + ", " + d.initialHead + ">>"),
            naming.rest().stream())
        .toList();
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

  /** What makes a dataset is told by the set of those that are created. */
  private static String kind(String kind) {
    boolean makes = kind.equals("CREATE") || kind.equals("REPLACE");
    return '"' + (makes ? "APPEND" : kind) + '"';
  }

  /** Of each commit, how many of its operation its dataset has taken then. */
  private static String ordinals(Op op) {
    List<Integer> ordinals = new ArrayList<>();
    for (int i = 0; i < op.commits.size(); i++) {
      ordinals.add(Collections.frequency(op.commits.subList(0, i + 1), op.commits.get(i)));
    }
    return sequence(ordinals, String::valueOf);
  }

  private static String commits(Op op) {
    return op.plan().isEmpty()
        ? "<<>>"
        : op.plan().stream()
            .map(dataset -> dataset.number + " :> " + Collections.frequency(op.commits, dataset))
            .collect(Collectors.joining(" @@ ", "(", ")"));
  }

  /** What it makes, and what that replaces. */
  private static String replaces(Op op) {
    return op.replaced.entrySet().stream()
        .map(
            former ->
                "<<%s, %s>>"
                    .formatted(number(op.datasets.get(former.getKey())), number(former.getValue())))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** TLC only compares names, so they are numbered. */
  private String source(String name) {
    return "\"source " + List.copyOf(participants.sources().keySet()).indexOf(name) + '"';
  }

  private String takenIn() {
    Map<String, Integer> sources = participants.sources();
    return sources.isEmpty()
        ? "<<>>"
        : sources.entrySet().stream()
            .map(taken -> source(taken.getKey()) + " :> " + taken.getValue())
            .collect(Collectors.joining(" @@ ", "(", ")"));
  }

  private String groups() {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      groups.add(
          "[first |-> %s, steps |-> %s]"
              .formatted(
                  groupParticipants.get(i).firstManifest,
                  sequences.get(i).steps().stream()
                      .map(TraceStep::tla)
                      .collect(Collectors.joining(",\n", "<<", ">>"))));
    }
    return sequence(groups, group -> group);
  }

  private static <T> String sequence(List<T> elements, Function<T, String> text) {
    return elements.stream().map(text).collect(Collectors.joining(", ", "<<", ">>"));
  }

  /** The verdicts, in the order of the traces; empty for a trace on which TLC returned none. */
  List<Optional<TraceVerdict>> verdicts(TlcResult result, Path file) throws IOException {
    if (!(result instanceof TlcResult.Held)) {
      throw new TraceCheck.Unfinished(result.toString());
    }
    List<Optional<TraceVerdict>> verdicts =
        new ArrayList<>(Collections.nCopies(sequences.size(), Optional.empty()));
    for (String line : Files.readAllLines(file)) {
      TlaValue.Fields answer = (TlaValue.Fields) TlaValue.of(line);
      int group = number(answer, "group") - 1;
      GroupTrace trace = groupParticipants.get(group).trace;
      verdicts.set(group, Optional.of(withGap(trace, verdict(group, answer))));
    }
    return verdicts;
  }

  private static TraceVerdict withGap(GroupTrace trace, TraceVerdict verdict) {
    Optional<String> gap = trace.gap();
    return gap.isPresent() ? new TraceVerdict.Gap(trace.group(), gap.get(), verdict) : verdict;
  }

  private TraceVerdict verdict(int group, TlaValue.Fields answer) {
    GroupTrace trace = groupParticipants.get(group).trace;
    StepSequence sequence = sequences.get(group);
    List<TraceStep> steps = sequence.steps();
    int at = number(answer, "at") - 1;
    if (at == steps.size()) {
      return new TraceVerdict.Accepted(
          trace.group(), trace.events().size(), steps.size(), sequence.omitted());
    }
    List<TraceEvent> accepted =
        steps.subList(0, at).stream().map(TraceStep::event).flatMap(Optional::stream).toList();
    Explanation explanation = new Explanation(participants);
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
        explanation.text(answer.fields().get("stands")),
        explanation.differences(steps.get(at), answer),
        explanation.possible(answer),
        explanation.enabled(answer));
  }

  private static int number(TlaValue.Fields fields, String name) {
    return Math.toIntExact(((TlaValue.Number) fields.fields().get(name)).value());
  }
}
