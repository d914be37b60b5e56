package dev.rollforward.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.jcstress.ShortDelay;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Commits of one handle take turns, and what one did the next one sees, whatever plain fields it
 * did it in. If two have their turn at once, each aborts the other.
 *
 * <p>The numbers are how many commits each one found done, and how many there are at the end.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t TurnIsHandedOver -m tough
 * }</pre>
 */
public final class TurnIsHandedOver {
  private TurnIsHandedOver() {}

  /** One lock. */
  @State
  @JCStressTest
  @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "ann's, then bob's")
  @Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "bob's, then ann's")
  @Outcome(id = "0, 0, .*", expect = FORBIDDEN, desc = "neither saw the other's")
  public static class Idea {
    private final ReentrantLock turn = new ReentrantLock();
    private int commits;

    /** Commits. */
    @Actor
    public void ann(III_Result result) {
      result.r1 = inTurn();
    }

    /** Commits. */
    @Actor
    public void bob(III_Result result) {
      result.r2 = inTurn();
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = commits;
    }

    private int commit() {
      int before = commits;
      ShortDelay.pass();
      commits = before + 1;
      return before;
    }

    private int inTurn() {
      turn.lock();
      try {
        return commit();
      } finally {
        turn.unlock();
      }
    }
  }

  /**
   * Every look at the turn is volatile, so all that was done is seen; looking and taking are two
   * steps.
   */
  @State
  @JCStressTest
  @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "ann's, then bob's")
  @Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "bob's, then ann's")
  @Outcome(id = "0, 0, .*", expect = ACCEPTABLE_INTERESTING, desc = "neither saw the other's")
  public static class Broken {
    private volatile boolean taken;
    private int commits;

    /** Commits. */
    @Actor
    public void ann(III_Result result) {
      result.r1 = inTurn();
    }

    /** Commits. */
    @Actor
    public void bob(III_Result result) {
      result.r2 = inTurn();
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = commits;
    }

    private int commit() {
      int before = commits;
      ShortDelay.pass();
      commits = before + 1;
      return before;
    }

    private int inTurn() {
      while (taken) {
        Thread.onSpinWait();
      }
      taken = true;
      int before = commit();
      taken = false;
      return before;
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "ann's, then bob's")
  @Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "bob's, then ann's")
  @Outcome(id = "0, 0, .*", expect = FORBIDDEN, desc = "neither saw the other's")
  public static class Product {
    private final WriteQueue queue = new WriteQueue(new CloseGate("the group"));
    private int commits;

    /** Commits. */
    @Actor
    public void ann(III_Result result) {
      result.r1 = queue.run(List.of("a"), this::commit);
    }

    /** Commits. */
    @Actor
    public void bob(III_Result result) {
      result.r2 = queue.run(List.of("a"), this::commit);
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = commits;
    }

    private int commit() {
      int before = commits;
      ShortDelay.pass();
      commits = before + 1;
      return before;
    }
  }
}
