package dev.rollforward.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.failpoint.FailpointName;
import dev.rollforward.failpoint.Failpoints;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A failpoint is switched on and off while a thread goes by. A test prepares what the effect needs,
 * then activates: whoever notices the failpoint must see all that was prepared. And whoever goes by
 * after it was closed must not notice it: the test has taken away what the effect needs.
 *
 * <p>The first number is what the effect saw of the preparation: 1, nothing, or -1 if it was not
 * noticed. The second is whether it was closed before.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t FailpointIsActivated -m tough
 * }</pre>
 */
public final class FailpointIsActivated {
  private static final int UNNOTICED = -1;

  private FailpointIsActivated() {}

  /** One volatile field, set after everything and cleared before everything. */
  @State
  @JCStressTest
  @Outcome(id = "-1, false", expect = ACCEPTABLE, desc = "not noticed")
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "noticed, and all is there")
  @Outcome(id = "-1, true", expect = ACCEPTABLE, desc = "closed, and not noticed")
  @Outcome(id = "0, .*", expect = FORBIDDEN, desc = "noticed before all was there")
  @Outcome(id = "1, true", expect = FORBIDDEN, desc = "noticed after it was closed")
  public static class Idea {
    private int prepared;
    private volatile boolean active;
    private volatile boolean closed;

    /** Switches it on and off. */
    @Actor
    public void test() {
      prepared = 1;
      active = true;
      ShortDelay.pass();
      active = false;
      closed = true;
    }

    /** Goes by. */
    @Actor
    public void passer(IZ_Result result) {
      ShortDelay.pass();
      result.r2 = closed;
      result.r1 = active ? prepared : UNNOTICED;
    }
  }

  /** The fields are as volatile as before, but set too early and cleared too late. */
  @State
  @JCStressTest
  @Outcome(id = "-1, false", expect = ACCEPTABLE, desc = "not noticed")
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "noticed, and all is there")
  @Outcome(id = "-1, true", expect = ACCEPTABLE, desc = "closed, and not noticed")
  @Outcome(id = "0, .*", expect = ACCEPTABLE_INTERESTING, desc = "noticed before all was there")
  @Outcome(id = "1, true", expect = ACCEPTABLE_INTERESTING, desc = "noticed after it was closed")
  public static class Broken {
    private int prepared;
    private volatile boolean active;
    private volatile boolean closed;

    /** Switches it on and off. */
    @Actor
    public void test() {
      active = true;
      ShortDelay.pass();
      prepared = 1;
      ShortDelay.pass();
      closed = true;
      ShortDelay.pass();
      active = false;
    }

    /** Goes by. */
    @Actor
    public void passer(IZ_Result result) {
      ShortDelay.pass();
      result.r2 = closed;
      result.r1 = active ? prepared : UNNOTICED;
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "-1, false", expect = ACCEPTABLE, desc = "not noticed")
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "noticed, and all is there")
  @Outcome(id = "-1, true", expect = ACCEPTABLE, desc = "closed, and not noticed")
  @Outcome(id = "0, .*", expect = FORBIDDEN, desc = "noticed before all was there")
  @Outcome(id = "1, true", expect = FORBIDDEN, desc = "noticed after it was closed")
  public static class Product {
    // Failpoints concern a party: the thread that activated first and those it starts. This class
    // is
    // initialised in the thread that starts the actors'; were it not, nothing would be noticed, and
    // an outcome missing.
    static {
      Failpoints.activate(Place.Founding, name -> {}).mayNotFire();
    }

    private int prepared;
    private volatile boolean closed;
    // Of the passing thread alone. An actor plays many states in a row, and an activation of one is
    // noticed in others too, where it says nothing.
    private boolean passing;
    private int saw = UNNOTICED;

    /** Switches it on and off. */
    @Actor
    public void test() {
      prepared = 1;
      Failpoints.activate(Place.Here, name -> notice()).mayNotFire().close();
      closed = true;
    }

    /** Goes by. */
    @Actor
    public void passer(IZ_Result result) {
      result.r2 = closed;
      passing = true;
      Failpoints.hit(Place.Here);
      passing = false;
      result.r1 = saw;
    }

    private void notice() {
      if (passing) {
        saw = prepared;
      }
    }
  }

  private enum Place implements FailpointName {
    Founding,
    Here
  }
}
