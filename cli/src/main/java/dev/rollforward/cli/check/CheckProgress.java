package dev.rollforward.cli.check;

import dev.rollforward.cli.LiveLine;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.model.ExpectedRange;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.tlc.TlcProgress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Draws how far a check is. */
final class CheckProgress implements LaneListener {
  private static final int WIDTH = 20;

  /** A band of which one end is more than this many times the other is no forecast. */
  private static final long WIDEST = 2;

  /** Before that, TLC's rate says more about the JVM than about the model. */
  private static final Duration WARM = Duration.ofSeconds(10);

  private final LiveLine line;
  private final int total;
  private final Map<String, ExpectedRange> expected;
  private final AtomicInteger finished = new AtomicInteger();

  CheckProgress(LiveLine line, Selection selection) {
    this.line = line;
    this.total = selection.size();
    this.expected =
        selection.models().stream()
            .filter(model -> !model.simulated())
            .collect(Collectors.toMap(Model::name, model -> model.expect().distinct()));
  }

  @Override
  public void progress(String name, TlcProgress progress) {
    long rate = progress.distinct() / Math.max(1, progress.elapsed().toSeconds());
    line.update(
        "%s %s%s: %s distinct, %s/s%s, %s queued, depth %s"
            .formatted(
                position(),
                name,
                bar(name, progress),
                CheckText.grouped(progress.distinct()),
                CheckText.grouped(rate),
                left(name, progress, rate),
                CheckText.grouped(progress.queue()),
                progress.depth()));
  }

  @Override
  public void finished(Outcome outcome) {
    finished.incrementAndGet();
    line.update(position() + " " + outcome.name() + ": " + outcome.explain());
  }

  private String position() {
    return "[" + Math.min(finished.get() + 1, total) + "/" + total + "]";
  }

  /** Against the least number of states that the model must have; a fault has no such number. */
  private String bar(String name, TlcProgress progress) {
    if (progress.phase() == TlcProgress.Phase.LIVENESS) {
      return " (checking liveness)";
    }
    ExpectedRange states = expected.get(name);
    if (states == null) {
      return "";
    }
    int done = (int) Math.min(WIDTH, WIDTH * progress.distinct() / states.low());
    return " " + "█".repeat(done) + "░".repeat(WIDTH - done);
  }

  private static String roughly(long seconds) {
    return seconds < 60 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  private String left(String name, TlcProgress progress, long rate) {
    ExpectedRange states = expected.get(name);
    boolean early = progress.elapsed().compareTo(WARM) < 0 || rate == 0;
    if (states == null || states.high() > WIDEST * states.low() || early) {
      return "";
    }
    long missing = (states.low() + states.high()) / 2 - progress.distinct();
    return missing <= 0 ? "" : ", about " + roughly(missing / rate + 1) + " left";
  }
}
