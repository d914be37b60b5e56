package dev.rollforward.failpoint;

import java.time.Duration;

/**
 * Marks places, and makes things happen there.
 *
 * <pre>{@code
 * try (Activation halted = Failpoints.activate(Failpoint.BeforePublish, Effect.halt())) {
 *   assertThatThrownBy(writer::run).isInstanceOf(Halt.class);
 * }
 * }</pre>
 *
 * <p>What is active is process-wide, and belongs to one <em>party</em> at a time: the thread that
 * activated first, and every thread that was started by one of the party since. Only its threads
 * notice the failpoints. A thread of no party that activates something waits until the present
 * party has closed everything, and fails after a minute; so two tests that use failpoints take
 * turns whatever the test runner does, and a test that uses none is not disturbed by either. Nobody
 * has to ask for that, and nobody can forget to. (A thread pool that is older than the first
 * activation is not of the party; a failpoint that only its threads pass counts as never reached.)
 *
 * <p>Memory model: there is one volatile field, null while nothing is active. An activation happens
 * before every hit that notices it; a hit that starts after {@link Activation#close} returned does
 * not notice it. Closing does not wait for a thread that is inside an effect. Safe for use by
 * several threads.
 */
public final class Failpoints {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private Failpoints() {}

  /** The calling thread is at {@code name}: nothing happens, unless it is active. */
  public static void hit(FailpointName name) {
    Party party = Party.active();
    if (party != null) {
      party.reach(name);
    }
  }

  /**
   * From now on {@code effect} happens whenever a thread of this party is at {@code name}, until
   * the result is closed. If several are active under one name, all have their effects, oldest
   * first, until one throws.
   *
   * @throws IllegalStateException if another party has failpoints active, and for a minute longer
   */
  public static Activation activate(FailpointName name, Effect effect) {
    return activate(name, Activation.ALWAYS, effect, PATIENCE);
  }

  /**
   * As {@link #activate(FailpointName, Effect)}, but {@code effect} happens at one arrival only.
   *
   * @param nth which one, from 1
   */
  public static Activation activate(FailpointName name, int nth, Effect effect) {
    if (nth < 1) {
      throw new IllegalArgumentException("arrivals are counted from 1, so there is no " + nth);
    }
    return activate(name, nth, effect, PATIENCE);
  }

  /**
   * The first thread that arrives at {@code name} stays there until it is released; others pass.
   *
   * @throws IllegalStateException as for {@link #activate(FailpointName, Effect)}
   */
  public static Rendezvous rendezvous(FailpointName name) {
    return rendezvous(name, Rendezvous.BOUND);
  }

  static Rendezvous rendezvous(FailpointName name, Duration bound) {
    return new Rendezvous(name, bound);
  }

  static Activation activate(FailpointName name, int nth, Effect effect, Duration patience) {
    return Party.add(name, nth, effect, patience);
  }
}
