package dev.rollforward.spec.tlc;

import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tlc2.output.EC;
import tlc2.output.MP;

/**
 * What TLC has said so far. One thread feeds it; another may look, which is why everything is
 * synchronized.
 */
final class TlcOutput {
  private static final Pattern PROGRESS =
      Pattern.compile(
          "Progress\\(([\\d,]+)\\) at .*?: ([\\d,]+) states generated.*?,"
              + " ([\\d,]+) distinct states found.*?, ([\\d,]+) states left on queue\\.");
  private static final Pattern FINAL_COUNTS =
      Pattern.compile(
          "([\\d,]+) states generated, ([\\d,]+) distinct states found,"
              + " ([\\d,]+) states left on queue\\.");
  private static final Pattern SIMULATED =
      Pattern.compile("Progress\\(-1\\) at .*?: ([\\d,]+) states generated.*");
  private static final Pattern DEPTH = Pattern.compile("The depth .* search is ([\\d,]+)\\.");
  private static final Pattern COLLISION =
      Pattern.compile("calculated \\(optimistic\\): +val = ([-+.\\dE]+)");
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

  private final long startNanos = System.nanoTime();
  private final TraceReader trace = new TraceReader();
  private final CoverageReader coverage = new CoverageReader();
  private final List<String> parserLines = new ArrayList<>();
  private final List<TlcMessage> errors = new ArrayList<>();
  private final List<TlcMessage> warnings = new ArrayList<>();
  private final LastOutput tail = new LastOutput();
  private TlcProgress.Phase phase = TlcProgress.Phase.STARTING;
  private boolean parsing;
  private boolean counted;
  private boolean simulating;
  private boolean temporal;
  private boolean headed;
  private boolean finished;
  private boolean outOfMemory;
  private double collisionProbability = Double.NaN;
  private int depth;
  private long generated;
  private long distinct;
  private long queue;

  synchronized void accept(TlcMessage message) {
    switch (message.code()) {
      case TlcMessage.PLAIN -> plain(message.text());
      case EC.TLC_SANY_START -> parsing = true;
      case EC.TLC_SANY_END -> parsing = false;
      case EC.TLC_INIT_GENERATED1, EC.TLC_INIT_GENERATED2 -> phase = TlcProgress.Phase.EXPLORING;
      case EC.TLC_CHECKING_TEMPORAL_PROPS -> phase = TlcProgress.Phase.LIVENESS;
      case EC.TLC_PROGRESS_STATS -> progress(message.text());
      case EC.TLC_MODE_SIMU -> simulating = true;
      case EC.TLC_LIVE_IMPLIED -> temporal = true;
      case EC.TLC_INIT_GENERATED4 -> phase = TlcProgress.Phase.EXPLORING;
      case EC.TLC_PROGRESS_SIMU -> simulated(message.text());
      case EC.TLC_STATS -> finalCounts(message.text());
      case EC.TLC_SEARCH_DEPTH -> depth = (int) number(match(DEPTH, message.text()), 1);
      case EC.TLC_SUCCESS -> success(message.text());
      case EC.TLC_FINISHED -> finished = true;
      case EC.TLC_STATE_PRINT2 -> trace.state(message.text());
      case EC.TLC_STATE_PRINT3 -> trace.stutters();
      case EC.TLC_BACK_TO_STATE -> trace.backTo(message.text());
      case EC.TLC_COVERAGE_START -> coverage.restart();
      case EC.TLC_COVERAGE_NEXT -> coverage.action(message.text());
      default -> other(message);
    }
  }

  private void plain(String line) {
    outOfMemory |= line.startsWith(OUT_OF_MEMORY);
    if (parsing) {
      parserLines.add(line);
    }
    tail.add(line);
  }

  private void other(TlcMessage message) {
    switch (message.kind()) {
      case MP.ERROR, MP.TLCBUG -> error(message);
      case MP.WARNING -> warnings.add(message);
      default -> {}
    }
  }

  private void error(TlcMessage message) {
    switch (message.code()) {
      case EC.TLC_BEHAVIOR_UP_TO_THIS_POINT, EC.TLC_COUNTER_EXAMPLE -> headed = true;
      case EC.TLC_INVARIANT_VIOLATED_INITIAL, EC.TLC_PROPERTY_VIOLATED_INITIAL -> {
        errors.add(message);
        trace.initialState(message.text());
      }
      default -> errors.add(message);
    }
  }

  private void progress(String text) {
    if (counted) {
      return;
    }
    MatchResult counts = match(PROGRESS, text);
    depth = (int) number(counts, 1);
    generated = number(counts, 2);
    distinct = number(counts, 3);
    queue = number(counts, 4);
  }

  private void simulated(String text) {
    generated = number(match(SIMULATED, text), 1);
  }

  private void finalCounts(String text) {
    MatchResult counts = match(FINAL_COUNTS, text);
    generated = number(counts, 1);
    distinct = number(counts, 2);
    queue = number(counts, 3);
    counted = true;
  }

  private void success(String text) {
    Matcher matcher = COLLISION.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("TLC succeeded in unknown words: " + text);
    }
    collisionProbability = Double.parseDouble(matcher.group(1));
  }

  private static MatchResult match(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("TLC reported counts in an unknown form: " + text);
    }
    return matcher.toMatchResult();
  }

  private static long number(MatchResult match, int group) {
    return Long.parseLong(match.group(group).replace(",", ""));
  }

  synchronized TlcProgress progress() {
    return new TlcProgress(phase, depth, generated, distinct, queue, elapsed());
  }

  synchronized TlcStats stats() {
    return new TlcStats(generated, distinct, depth, queue, elapsed(), coverage.actions());
  }

  synchronized Trace trace() {
    return trace.trace();
  }

  /** The errors in the order in which TLC reported them, headings left out. */
  synchronized List<TlcMessage> errors() {
    return List.copyOf(errors);
  }

  synchronized Optional<TlcMessage> warning(int code) {
    return warnings.stream().filter(warning -> warning.code() == code).findFirst();
  }

  /** What the parser printed about the modules, apart from what it read. */
  synchronized List<String> parserComplaints() {
    return parserLines.stream()
        .filter(line -> !line.isBlank())
        .filter(line -> !line.startsWith("Parsing file "))
        .filter(line -> !line.startsWith("Semantic processing of module "))
        .toList();
  }

  /** Whether TLC simulates, rather than to explore every state. */
  synchronized boolean simulating() {
    return simulating;
  }

  /** Whether TLC has liveness to check; it says so before it computes initial states. */
  synchronized boolean temporal() {
    return temporal;
  }

  /** Whether TLC announced a behaviour that leads to something wrong. */
  synchronized boolean headed() {
    return headed;
  }

  /** Whether TLC came to its own end. */
  synchronized boolean finished() {
    return finished;
  }

  synchronized boolean outOfMemory() {
    return outOfMemory;
  }

  /** Whether TLC said that no error has been found. */
  synchronized boolean succeeded() {
    return !Double.isNaN(collisionProbability);
  }

  synchronized double collisionProbability() {
    return collisionProbability;
  }

  /** The last lines outside any message. */
  synchronized List<String> tail() {
    return tail.lines();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
