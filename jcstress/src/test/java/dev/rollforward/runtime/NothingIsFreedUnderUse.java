package dev.rollforward.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.jcstress.ShortDelay;
import java.time.temporal.ChronoUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Closing a group frees native memory while others call it. A call either gets in before and has
 * the memory to its end, or is refused. If neither, Lance reads what is not its own any more, and
 * the JVM dies of it.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t NothingIsFreedUnderUse -m tough
 * }</pre>
 */
public final class NothingIsFreedUnderUse {
  private NothingIsFreedUnderUse() {}

  /** Using and freeing under one lock. */
  @State
  @JCStressTest
  @Outcome(id = "used", expect = ACCEPTABLE, desc = "used, then freed")
  @Outcome(id = "refused", expect = ACCEPTABLE, desc = "freed, so not used")
  @Outcome(id = "freed", expect = FORBIDDEN, desc = "freed under use")
  public static class Idea {
    private boolean closed;
    private boolean freed;

    /** Uses the memory. */
    @Actor
    public void user(L_Result result) {
      ShortDelay.pass();
      synchronized (this) {
        result.r1 = closed ? "refused" : use();
      }
    }

    /** Frees it. */
    @Actor
    public void closer() {
      ShortDelay.pass();
      synchronized (this) {
        closed = true;
        freed = true;
      }
    }

    private String use() {
      boolean before = freed;
      ShortDelay.pass();
      return before || freed ? "freed" : "used";
    }
  }

  /** Asks whether it is closed, and then uses it. All of it is volatile. */
  @State
  @JCStressTest
  @Outcome(id = "used", expect = ACCEPTABLE, desc = "used, then freed")
  @Outcome(id = "refused", expect = ACCEPTABLE, desc = "freed, so not used")
  @Outcome(id = "freed", expect = ACCEPTABLE_INTERESTING, desc = "freed under use")
  public static class Broken {
    private volatile boolean closed;
    private volatile boolean freed;

    /** Uses the memory. */
    @Actor
    public void user(L_Result result) {
      ShortDelay.pass();
      result.r1 = closed ? "refused" : use();
    }

    /** Frees it. */
    @Actor
    public void closer() {
      ShortDelay.pass();
      closed = true;
      freed = true;
    }

    private String use() {
      boolean before = freed;
      ShortDelay.pass();
      return before || freed ? "freed" : "used";
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "used", expect = ACCEPTABLE, desc = "used, then freed")
  @Outcome(id = "refused", expect = ACCEPTABLE, desc = "freed, so not used")
  @Outcome(id = "freed", expect = FORBIDDEN, desc = "freed under use")
  public static class Product {
    private final CloseGate gate = new CloseGate("the group");
    private boolean freed;

    /** Uses the memory. */
    @Actor
    public void user(L_Result result) {
      ShortDelay.pass();
      try {
        result.r1 = gate.inside(this::use);
      } catch (IllegalStateException e) {
        result.r1 = "refused";
      }
    }

    /** Frees it. */
    @Actor
    public void closer() {
      gate.close(() -> freed = true, ChronoUnit.FOREVER.getDuration());
    }

    private String use() {
      boolean before = freed;
      ShortDelay.pass();
      return before || freed ? "freed" : "used";
    }
  }
}
