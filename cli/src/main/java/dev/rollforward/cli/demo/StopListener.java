package dev.rollforward.cli.demo;

import dev.rollforward.Action;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Prints every step, and never returns from the one at which the demo kills the process. */
final class StopListener implements ProtocolListener {
  private final KillPoint at;
  private final PrintStream out;
  private final InputStream parent;
  private int commits;

  /**
   * @param parent stays open for as long as the parent lives
   */
  StopListener(KillPoint at, PrintStream out, InputStream parent) {
    this.at = at;
    this.out = out;
    this.parent = parent;
  }

  @Override
  public void onStep(ProtocolEvent event) {
    out.println(StepLine.of(event).line());
    if (event.action() == Action.CommitTable) {
      commits++;
    }
    if (at.isReachedBy(event, commits)) {
      out.println(DemoChild.STOPPED);
      waitToBeKilled();
    }
  }

  /** A parent that dies first must not leave this process behind. */
  private void waitToBeKilled() {
    try {
      int read = parent.read();
      throw new IllegalStateException("the parent ended or said something: " + read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
