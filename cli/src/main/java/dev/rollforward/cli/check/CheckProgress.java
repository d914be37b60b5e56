package dev.rollforward.cli.check;

import dev.rollforward.cli.LiveLine;
import dev.rollforward.spec.LaneListener;
import dev.rollforward.spec.Model;
import dev.rollforward.spec.Outcome;
import dev.rollforward.spec.Selection;
import dev.rollforward.spec.TlcProgress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Draws how far a check is. */
final class CheckProgress implements LaneListener {
  private static final int WIDTH = 20;

  private final LiveLine line;
  private final int total;
  private final Map<String, Long> expected;
  private final AtomicInteger finished = new AtomicInteger();

  CheckProgress(LiveLine line, Selection selection) {
    this.line = line;
    this.total = selection.size();
    this.expected =
        selection.models().stream()
            .filter(model -> !model.simulated())
            .collect(Collectors.toMap(Model::name, model -> model.expect().distinct().low()));
  }

  @Override
  public void progress(String name, TlcProgress progress) {
    long seconds = Math.max(1, progress.elapsed().toSeconds());
    line.update(
        "%s %s%s: %s distinct, %s states, %s queued, depth %d, %s/s"
            .formatted(
                position(),
                name,
                bar(name, progress),
                CheckText.grouped(progress.distinct()),
                CheckText.grouped(progress.generated()),
                CheckText.grouped(progress.queue()),
                progress.depth(),
                CheckText.grouped(progress.distinct() / seconds)));
  }

  @Override
  public void finished(Outcome outcome) {
    finished.incrementAndGet();
    line.update(position() + " " + outcome.name() + ": " + outcome.explain());
  }

  void schedules(String what, int played) {
    line.update("[code] " + what + ": " + CheckText.grouped(played) + " schedules");
  }

  private String position() {
    return "[" + Math.min(finished.get() + 1, total) + "/" + total + "]";
  }

  /** Against the least number of states that the model must have; a fault has no such number. */
  private String bar(String name, TlcProgress progress) {
    if (progress.phase() == TlcProgress.Phase.LIVENESS) {
      return " (checking liveness)";
    }
    Long states = expected.get(name);
    if (states == null) {
      return "";
    }
    int done = (int) Math.min(WIDTH, WIDTH * progress.distinct() / Math.max(1, states));
    return " " + "█".repeat(done) + "░".repeat(WIDTH - done);
  }
}
