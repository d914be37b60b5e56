package dev.rollforward.failpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The registry of failpoints, with threads that are strangers to each other: each is a party of its
 * own, and none waits for its turn. Its sequential specification is {@link Spec}.
 *
 * <p>Public, as Lincheck needs it.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class FailpointsLincheck {
  static final int MOST_THREADS = 5;

  private enum Name implements FailpointName {
    Here
  }

  // What each thread has activated; only it touches its own.
  private final List<List<Activation>> mine = lists();
  private final int[] fired = new int[MOST_THREADS];

  /** Activates another one; false if another thread has one active. */
  @Operation
  public boolean activate(@Param(name = "thread") int thread) {
    try {
      mine.get(thread).add(activation(thread));
      return true;
    } catch (IllegalStateException taken) {
      return false;
    }
  }

  /** How many effects happen to who is at the failpoint. */
  @Operation
  public int hit(@Param(name = "thread") int thread) {
    fired[thread] = 0;
    hit();
    return fired[thread];
  }

  /** Closes the one it activated last, if any. */
  @Operation
  public void close(@Param(name = "thread") int thread) {
    List<Activation> own = mine.get(thread);
    if (!own.isEmpty()) {
      own.remove(own.size() - 1).close();
    }
  }

  /** The registry is process-wide, so nothing may be left in it. */
  @Validate
  public void closeAll() {
    mine.forEach(own -> own.forEach(Activation::close));
    mine.forEach(List::clear);
    if (Party.active() != null) {
      throw new IllegalStateException("something is active although all is closed");
    }
  }

  Activation activation(int thread) {
    return Failpoints.activate(Name.Here, Activation.ALWAYS, at -> fired[thread]++, Duration.ZERO)
        .mayNotFire();
  }

  void hit() {
    Failpoints.hit(Name.Here);
  }

  private static List<List<Activation>> lists() {
    List<List<Activation>> lists = new ArrayList<>();
    for (int thread = 0; thread < MOST_THREADS; thread++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  /** What it is in one thread. */
  public static class Spec {
    private int owner;
    private int active;

    /** Only while no other thread has any. */
    public boolean activate(int thread) {
      if (active > 0 && owner != thread) {
        return false;
      }
      owner = thread;
      active++;
      return true;
    }

    /** One's own only. */
    public int hit(int thread) {
      return owner == thread ? active : 0;
    }

    /** One's own only. */
    public void close(int thread) {
      if (owner == thread && active > 0) {
        active--;
      }
    }
  }

  /** Broken: looks whether it is taken, and takes it, in two steps, with time between them. */
  @SuppressWarnings({"ThreadPriorityCheck", "NonAtomicVolatileUpdate"})
  public static class TakenInTwoSteps extends FailpointsLincheck {
    private volatile int owner;
    private volatile int active;

    @Override
    public boolean activate(int thread) {
      if (active > 0 && owner != thread) {
        return false;
      }
      Thread.yield();
      owner = thread;
      active++;
      return true;
    }

    @Override
    public int hit(int thread) {
      return owner == thread ? active : 0;
    }

    @Override
    public void close(int thread) {
      if (owner == thread && active > 0) {
        active--;
      }
    }
  }
}
