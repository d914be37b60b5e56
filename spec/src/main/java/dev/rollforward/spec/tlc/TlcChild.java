package dev.rollforward.spec.tlc;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Timer;
import java.util.TimerTask;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.tool.ModelChecker;

/**
 * TLC with two things added, in a JVM of its own: it reports progress every second, where TLC does
 * so every minute and cannot be told otherwise, and it ends when its parent does.
 */
final class TlcChild {
  static final int PARENT_GONE = 130;
  private static final long INTERVAL_MILLIS = 1000;

  private TlcChild() {}

  public static void main(String[] args) throws Exception {
    endWithParent();
    reportProgress();
    TLC.main(args);
  }

  /** The parent never writes: the pipe ends when it closes it or dies, even of SIGKILL. */
  static void endWithParent() {
    Thread lifeline = new Thread(TlcChild::awaitEndOfInput, "lifeline");
    lifeline.setDaemon(true);
    lifeline.start();
  }

  private static void awaitEndOfInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("lost the parent: " + e);
    } finally {
      Runtime.getRuntime().halt(PARENT_GONE);
    }
  }

  static void reportProgress() {
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            report();
          }
        };
    new Timer("progress", true).schedule(task, INTERVAL_MILLIS, INTERVAL_MILLIS);
  }

  private static void report() {
    if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
      MP.printMessage(
          EC.TLC_PROGRESS_STATS,
          Integer.toString(checker.getProgress()),
          Long.toString(checker.getStatesGenerated()),
          Long.toString(checker.getDistinctStatesGenerated()),
          Long.toString(checker.getStateQueueSize()));
    }
  }
}
