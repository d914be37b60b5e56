package dev.rollforward.spec.tlc;

import dev.rollforward.spec.model.Model;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tlc2.output.EC;

/** Judges what TLC said together with the exit code that it left. */
final class TlcVerdict {
  private static final Pattern SUBJECT =
      Pattern.compile("(?:Invariant|Action property|Property) (.+?) is violated.*");

  private static final Set<Integer> OUT_OF_MEMORY =
      Set.of(
          EC.SYSTEM_OUT_OF_MEMORY,
          EC.SYSTEM_OUT_OF_MEMORY_TOO_MANY_INIT,
          EC.SYSTEM_OUT_OF_MEMORY_LIVENESS);

  /** Troubles of the machine or of TLC: they say nothing about the specification. */
  private static final Set<Integer> SYSTEM =
      Set.of(
          EC.SYSTEM_STACK_OVERFLOW,
          EC.SYSTEM_ERROR_READING_POOL,
          EC.SYSTEM_ERROR_WRITING_POOL,
          EC.SYSTEM_ERROR_CLEANING_POOL,
          EC.SYSTEM_INDEX_ERROR,
          EC.SYSTEM_STREAM_EMPTY,
          EC.SYSTEM_FILE_NULL,
          EC.SYSTEM_INTERRUPTED,
          EC.SYSTEM_UNABLE_NOT_RENAME_FILE,
          EC.SYSTEM_DISK_IO_ERROR_FOR_FILE,
          EC.SYSTEM_METADIR_EXISTS,
          EC.SYSTEM_METADIR_CREATION_ERROR,
          EC.SYSTEM_UNABLE_TO_OPEN_FILE,
          EC.SYSTEM_DISKGRAPH_ACCESS,
          EC.SYSTEM_ERROR_READING_STATES,
          EC.SYSTEM_ERROR_WRITING_STATES,
          EC.TLC_FP_NOT_IN_SET,
          EC.TLC_BUG,
          EC.TLC_REPORTER_DIED,
          EC.WRONG_COMMANDLINE_PARAMS_TLC);

  /** TLC's own word that it may miss violations; it passes for a warning there. */
  private static final List<Integer> UNSOUND =
      List.of(EC.TLC_FEATURE_UNSUPPORTED_LIVENESS_SYMMETRY, EC.TLC_FEATURE_LIVENESS_CONSTRAINTS);

  private final Model model;
  private final TlcOutput output;
  private final int exitCode;
  private final List<String> stderr;

  private TlcVerdict(Model model, TlcOutput output, int exitCode, List<String> stderr) {
    this.model = model;
    this.output = output;
    this.exitCode = exitCode;
    this.stderr = stderr;
  }

  static TlcResult of(Model model, TlcOutput output, int exitCode, List<String> stderr) {
    return new TlcVerdict(model, output, exitCode, stderr).judge();
  }

  private TlcResult judge() {
    if (output.outOfMemory() || hasErrorIn(OUT_OF_MEMORY)) {
      return unfinished("TLC ran out of memory; give it a larger heap");
    }
    if (!output.finished()) {
      return unfinished("TLC died with exit code " + exitCode + lastWords());
    }
    List<TlcMessage> errors = output.errors();
    if (!errors.isEmpty()) {
      return failed(errors.get(0));
    }
    return exitCode == EC.ExitStatus.SUCCESS
        ? passed()
        : unfinished("TLC named no error, yet its exit code is " + exitCode + lastWords());
  }

  private TlcResult passed() {
    if (model.simulated()) {
      return sampled();
    }
    if (!output.succeeded()) {
      return unfinished("TLC ended without a verdict" + lastWords());
    }
    TlcStats stats = output.stats();
    if (stats.queue() != 0) {
      return unfinished("TLC left " + stats.queue() + " states unexplored");
    }
    return UNSOUND.stream()
        .flatMap(code -> output.warning(code).stream())
        .findFirst()
        .<TlcResult>map(warning -> badSpec(warning.text()))
        .orElseGet(() -> new TlcResult.Held(stats, output.collisionProbability()));
  }

  /** A simulation that finds nothing says so only by ending without an error. */
  private TlcResult sampled() {
    TlcStats stats = output.stats();
    return output.simulating() && stats.generated() > 0
        ? new TlcResult.Sampled(stats, model.simulation().traces())
        : unfinished("TLC ended without a simulation" + lastWords());
  }

  private TlcResult failed(TlcMessage error) {
    return switch (error.code()) {
      case EC.TLC_INVARIANT_VIOLATED_INITIAL, EC.TLC_INVARIANT_VIOLATED_BEHAVIOR ->
          violated(TlcResult.Kind.INVARIANT, named(error), error);
      case EC.TLC_PROPERTY_VIOLATED_INITIAL ->
          violated(TlcResult.Kind.INITIAL_STATE, named(error), error);
      case EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR ->
          violated(TlcResult.Kind.STEP, named(error), error);
      case EC.TLC_TEMPORAL_PROPERTY_VIOLATED ->
          violated(TlcResult.Kind.LIVENESS, model.properties(), error);
      case EC.TLC_ASSUMPTION_FALSE ->
          violated(TlcResult.Kind.ASSUMPTION, List.of(error.text()), error);
      case EC.TLC_VALUE_ASSERT_FAILED ->
          violated(TlcResult.Kind.ASSERTION, List.of(error.text()), error);
      case EC.TLC_DEADLOCK_REACHED -> new TlcResult.Deadlocked(output.trace(), output.stats());
      default -> hasErrorIn(SYSTEM) ? unfinished(words(error)) : badSpec(words(error));
    };
  }

  private TlcResult violated(TlcResult.Kind kind, List<String> suspects, TlcMessage error) {
    return new TlcResult.Violated(
        suspects, kind, firstLine(error.text()), output.trace(), output.stats());
  }

  /**
   * The property that an error is about. TLC takes a property apart and calls a part of it by the
   * name of an inner definition, or by its place in a module: then it may be any property.
   */
  private List<String> named(TlcMessage error) {
    Matcher matcher = SUBJECT.matcher(firstLine(error.text()));
    String subject = matcher.matches() ? matcher.group(1) : error.text();
    boolean known = model.checked().contains(subject) || model.properties().isEmpty();
    return known ? List.of(subject) : model.properties();
  }

  private boolean hasErrorIn(Set<Integer> codes) {
    return output.errors().stream().anyMatch(error -> codes.contains(error.code()));
  }

  private TlcResult unfinished(String reason) {
    return new TlcResult.Unfinished(reason, output.stats());
  }

  private TlcResult badSpec(String message) {
    return new TlcResult.BadSpec(message, output.trace(), output.stats());
  }

  private String words(TlcMessage error) {
    Stream<String> all =
        Stream.concat(
            Stream.of(error.text()),
            error.code() == EC.TLC_PARSING_FAILED || error.code() == EC.TLC_PARSING_FAILED2
                ? output.parserComplaints().stream()
                : output.errors().stream().skip(1).map(TlcMessage::text));
    return all.collect(Collectors.joining("\n"));
  }

  private String lastWords() {
    List<String> errors =
        Stream.concat(output.errors().stream().map(TlcMessage::text), stderr.stream()).toList();
    List<String> words = errors.isEmpty() ? output.tail() : errors;
    return words.isEmpty() ? "" : ":\n" + String.join("\n", words);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
