package dev.rollforward.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Tests that say something wrong, so that the check of their results can be seen to go red. */
public final class Probes {
  private Probes() {}

  /** What it forbids is sure to happen. */
  @State
  @JCStressTest
  @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "what always happens")
  public static class Mislabelled {
    /** Says 1. */
    @Actor
    public void left(II_Result result) {
      result.r1 = 1;
    }

    /** Says 1. */
    @Actor
    public void right(II_Result result) {
      result.r2 = 1;
    }
  }

  /** What it hopes to see cannot happen. */
  @State
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "what always happens")
  @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "what never happens")
  public static class NeverSeen {
    /** Says 1. */
    @Actor
    public void left(II_Result result) {
      result.r1 = 1;
    }

    /** Says 1. */
    @Actor
    public void right(II_Result result) {
      result.r2 = 1;
    }
  }
}
