package dev.rollforward.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.trace.EventSequence;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * The events of one process are numbered without gaps, whichever of its threads has them. If two
 * get one number, whoever checks the trace takes one of them for the other, or for missing.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t EventsAreNumberedOnce -m tough
 * }</pre>
 */
public final class EventsAreNumberedOnce {
  private EventsAreNumberedOnce() {}

  /** Counts and reads in one step. */
  @State
  @JCStressTest
  @Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "the first thread's, then the second's")
  @Outcome(id = "2, 1, 3", expect = ACCEPTABLE, desc = "the second thread's, then the first's")
  @Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "one number twice")
  public static class Idea {
    private final AtomicLong last = new AtomicLong();

    /** Has an event. */
    @Actor
    public void first(JJJ_Result result) {
      result.r1 = last.incrementAndGet();
    }

    /** Has an event. */
    @Actor
    public void second(JJJ_Result result) {
      result.r2 = last.incrementAndGet();
    }

    /** Has the next one. */
    @Arbiter
    public void after(JJJ_Result result) {
      result.r3 = last.incrementAndGet();
    }
  }

  /** Whoever reads sees the newest number; counting on from it is another step. */
  @State
  @JCStressTest
  @Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "the first thread's, then the second's")
  @Outcome(id = "2, 1, 3", expect = ACCEPTABLE, desc = "the second thread's, then the first's")
  @Outcome(id = "1, 1, .*", expect = ACCEPTABLE_INTERESTING, desc = "one number twice")
  public static class Broken {
    private volatile long last;

    /** Has an event. */
    @Actor
    public void first(JJJ_Result result) {
      result.r1 = next();
    }

    /** Has an event. */
    @Actor
    public void second(JJJ_Result result) {
      result.r2 = next();
    }

    /** Has the next one. */
    @Arbiter
    public void after(JJJ_Result result) {
      result.r3 = next();
    }

    private long next() {
      long next = last + 1;
      ShortDelay.pass();
      last = next;
      return next;
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "the first thread's, then the second's")
  @Outcome(id = "2, 1, 3", expect = ACCEPTABLE, desc = "the second thread's, then the first's")
  @Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "one number twice")
  public static class Product {
    private final EventSequence sequence = new EventSequence();

    /** Has an event. */
    @Actor
    public void first(JJJ_Result result) {
      result.r1 = sequence.next("process");
    }

    /** Has an event. */
    @Actor
    public void second(JJJ_Result result) {
      result.r2 = sequence.next("process");
    }

    /** Has the next one. */
    @Arbiter
    public void after(JJJ_Result result) {
      result.r3 = sequence.next("process");
    }
  }
}
