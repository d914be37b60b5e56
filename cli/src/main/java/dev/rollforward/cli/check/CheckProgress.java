package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.check.Groups.Group;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.model.ExpectedRange;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.TlcProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows how far a check is, by group: on a terminal a block that is drawn anew, elsewhere a line
 * for each group that is over. Safe for use by several threads.
 */
final class CheckProgress implements LaneListener, CodeListener {
  private static final int BAR = 10;

  /** Up from so many columns a bar fits. */
  private static final int BAR_FROM = 76;

  /** What a fault or scene costs, in states of a model. */
  private static final long SHORT_RUN = 2_000;

  /** What a scenario of the code costs, in states of a model. */
  private static final long SCENARIO = 100_000;

  /** Before that, the rate says more about the start than about the rest. */
  private static final Duration WARM = Duration.ofSeconds(10);

  private final Console console;
  private final LiveLine line;
  private final Groups groups;
  private final String label;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<String, Model> models = new HashMap<>();
  private final Map<Group, Part> parts = new EnumMap<>(Group.class);
  private final Map<String, TlcProgress> running = new HashMap<>();
  private long doneWeight;
  private String code = "";

  /** A group: how many there are, how many are done, how many of these are bad. */
  private static final class Part {
    private final long total;
    private long done;
    private long bad;
    private long states;

    Part(long total) {
      this.total = total;
    }
  }

  /**
   * @param scenarios how many scenarios of the code are checked, too
   * @param nanoTime see {@link System#nanoTime}
   */
  CheckProgress(
      Console console,
      LiveLine line,
      Manifest manifest,
      Selection selection,
      int scenarios,
      LongSupplier nanoTime) {
    this.console = console;
    this.line = line;
    this.groups = new Groups(manifest);
    this.label = selection.label();
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    selection.models().forEach(model -> models.put(model.name(), model));
    groups.sizes(selection).forEach((group, size) -> parts.put(group, new Part(size)));
    if (scenarios > 0) {
      parts.put(Group.CODE, new Part(scenarios));
    }
  }

  @Override
  public synchronized void progress(String name, TlcProgress progress) {
    running.put(name, progress);
    draw();
  }

  @Override
  public synchronized void finished(Outcome outcome) {
    running.remove(outcome.name());
    if (!Groups.counts(outcome)) {
      return;
    }
    Model model = models.get(outcome.name());
    boolean explored = outcome instanceof ModelOutcome && model != null;
    doneWeight += explored ? weight(model) : SHORT_RUN;
    long states = outcome instanceof ModelOutcome run ? run.result().stats().distinct() : 0;
    done(groups.of(outcome), outcome.verdict(), states);
  }

  @Override
  public synchronized void playing(String what, int schedules) {
    code = what + ", " + CheckText.grouped(schedules) + " schedules so far";
    draw();
  }

  @Override
  public synchronized void finished(CodeOutcome outcome) {
    code = "";
    doneWeight += SCENARIO;
    done(Group.CODE, outcome.verdict(), 0);
  }

  private void done(Group group, Verdict verdict, long states) {
    Part part = parts.get(group);
    part.done++;
    part.states += states;
    part.bad += verdict == Verdict.HELD ? 0 : 1;
    boolean several = parts.values().stream().mapToLong(one -> one.total).sum() > 1;
    if (part.done == part.total && several && !console.isLive()) {
      console.progress(over(group, part));
    }
    draw();
  }

  private String over(Group group, Part part) {
    return "%s: %s%s, %s elapsed"
        .formatted(
            group.title(),
            part.bad == 0
                ? group.count(part.total) + " as it should be"
                : part.bad + " of " + group.count(part.total) + " NOT as it should be",
            part.states == 0 ? "" : ", " + CheckText.grouped(part.states) + " states",
            clock(elapsed()));
  }

  private void draw() {
    if (console.isLive()) {
      line.update(lines());
    }
  }

  /** The block, line by line. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("rollforward check, %s    %s elapsed%s".formatted(label, clock(elapsed()), left()));
    parts.forEach((group, part) -> lines.add(line(group, part)));
    now().forEach(text -> lines.add("    now: " + text));
    lines.add(soFar());
    return lines;
  }

  /** Where the bar would not fit, the figures say it. */
  private String line(Group group, Part part) {
    String bad = part.bad == 0 ? "" : ", " + part.bad + " BAD";
    if (console.liveWidth() < BAR_FROM) {
      return "  %-39s %s of %s%s".formatted(group.title(), part.done, part.total, bad);
    }
    int filled = (int) (BAR * part.done / part.total);
    String state =
        part.done == part.total
            ? "done"
            : "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    return "  %-39s %-12s %s of %s%s"
        .formatted(group.title(), state, part.done, group.count(part.total), bad);
  }

  /** The largest that is under way, and the code. */
  private List<String> now() {
    List<String> now = new ArrayList<>();
    running.entrySet().stream()
        .max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.distinct(), b.distinct())))
        .ifPresent(largest -> now.add(underWay(largest.getKey(), largest.getValue())));
    if (!code.isEmpty()) {
      now.add(code);
    }
    return now;
  }

  private String underWay(String name, TlcProgress progress) {
    if (progress.phase() == TlcProgress.Phase.LIVENESS) {
      return name + ", all states found, now liveness";
    }
    Model model = models.get(name);
    String expected =
        model == null || model.simulated()
            ? ""
            : " of about " + CheckText.grouped(middle(model.expect().distinct()));
    return name + ", " + CheckText.grouped(progress.distinct()) + expected + " states";
  }

  private String soFar() {
    long bad = parts.values().stream().mapToLong(part -> part.bad).sum();
    return bad == 0
        ? "So far nothing is wrong. Ctrl-C ends it."
        : "So far " + bad + " not as it should be; the report at the end says which.";
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  /** As much of the whole as is done took as long as it took. */
  private String left() {
    long all = parts.entrySet().stream().mapToLong(part -> allOf(part.getKey())).sum();
    long done = doneWeight + running.entrySet().stream().mapToLong(this::doneOf).sum();
    if (elapsed().compareTo(WARM) < 0 || done <= 0 || done >= all) {
      return "";
    }
    long seconds = elapsed().toSeconds() * (all - done) / done + 1;
    return ", about " + roughly(seconds) + " left";
  }

  private long allOf(Group group) {
    Part part = parts.get(group);
    if (group == Group.CODE) {
      return part.total * SCENARIO;
    }
    List<Model> own = models.values().stream().filter(model -> groups.isIn(model, group)).toList();
    return own.stream().mapToLong(CheckProgress::weight).sum()
        + (part.total - own.size()) * SHORT_RUN;
  }

  private long doneOf(Map.Entry<String, TlcProgress> run) {
    Model model = models.get(run.getKey());
    if (model == null || model.simulated()) {
      return 0;
    }
    long states = Math.max(1, middle(model.expect().distinct()));
    return weight(model) * Math.min(run.getValue().distinct(), states) / states;
  }

  /** Liveness and refinement cost as much again. */
  private static long weight(Model model) {
    if (model.simulated()) {
      return SCENARIO;
    }
    long states = SHORT_RUN + middle(model.expect().distinct());
    return model.properties().isEmpty() ? states : 2 * states;
  }

  private static long middle(ExpectedRange range) {
    return range.low() / 2 + range.high() / 2;
  }

  private static String roughly(long seconds) {
    return seconds < 60 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  static String clock(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
