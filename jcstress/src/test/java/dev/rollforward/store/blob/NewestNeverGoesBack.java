package dev.rollforward.store.blob;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.jcstress.ShortDelay;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * The highest number that any thread has seen. Threads of one store note the manifests that they
 * read and created; each note compares with the highest so far and replaces it, and the two must be
 * one step. If they are two, a slow thread with a lower number overwrites a higher one, and what is
 * lost is the promise that the cost of finding the newest manifest does not grow: every reader of
 * that store searches again from where the slow thread was.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t NewestNeverGoesBack -m tough
 * }</pre>
 */
public final class NewestNeverGoesBack {
  private NewestNeverGoesBack() {}

  /** Compare and replace in one step, again until no other thread came between. */
  @State
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "the higher of both")
  @Outcome(id = "2", expect = FORBIDDEN, desc = "went back")
  public static class Idea {
    private final AtomicLong seen = new AtomicLong();

    /** Notes 2. */
    @Actor
    public void slow() {
      note(2);
    }

    /** Notes 3. */
    @Actor
    public void fast() {
      note(3);
    }

    /** Reads what remains. */
    @Arbiter
    public void read(J_Result result) {
      result.r1 = seen.get();
    }

    private void note(long number) {
      long before = seen.get();
      while (before < number && !seen.compareAndSet(before, number)) {
        before = seen.get();
      }
    }
  }

  /** Every read and write is volatile, which helps nothing: they are two steps. */
  @State
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "the higher of both")
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "went back")
  public static class Broken {
    private volatile long seen;

    /** Notes 2. */
    @Actor
    public void slow() {
      note(2);
    }

    /** Notes 3. */
    @Actor
    public void fast() {
      note(3);
    }

    /** Reads what remains. */
    @Arbiter
    public void read(J_Result result) {
      result.r1 = seen;
    }

    private void note(long number) {
      if (seen < number) {
        ShortDelay.pass();
        seen = number;
      }
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "the higher of both")
  @Outcome(id = "2", expect = FORBIDDEN, desc = "went back")
  public static class Product {
    private final Newest newest = new Newest();

    /** Notes 2. */
    @Actor
    public void slow() {
      newest.saw(2);
    }

    /** Notes 3. */
    @Actor
    public void fast() {
      newest.saw(3);
    }

    /** Reads what remains. */
    @Arbiter
    public void read(J_Result result) {
      result.r1 = newest.seen();
    }
  }
}
