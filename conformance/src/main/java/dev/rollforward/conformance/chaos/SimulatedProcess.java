package dev.rollforward.conformance.chaos;

import dev.rollforward.port.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What the machine of one process does to it: its turns, its clock, and its end. */
final class SimulatedProcess implements Environment {
  /** Ends a process where it is; nothing in the library may catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String process) {
      super(process + " was killed", null, false, false);
    }
  }

  private static final int CLOCK_JUMPS_PERCENT = 2;
  private static final long LONGEST_JUMP_DAYS = 365;

  private final String name;
  private final Turns turns;
  private final Choices choices;
  private final Environment shared;
  private Duration offset = Duration.ZERO;
  private boolean killed;

  SimulatedProcess(String name, Turns turns, Choices choices, Environment shared) {
    this.name = name;
    this.turns = turns;
    this.choices = choices;
    this.shared = shared;
  }

  String name() {
    return name;
  }

  Choices choices() {
    return choices;
  }

  /** Before a call to a store. Whoever was killed makes none, not even while it is unwound. */
  void pass() {
    if (killed) {
      throw new Killed(name);
    }
    turns.pass();
  }

  /** Makes an end of this process. */
  Killed kill() {
    killed = true;
    return new Killed(name);
  }

  /** The wall clock of a machine may be set, forwards and back. */
  @Override
  public Instant now() {
    if (choices.happens(name + ".clock", CLOCK_JUMPS_PERCENT)) {
      long days = choices.choose(name + ".clock", (int) (2 * LONGEST_JUMP_DAYS));
      offset = Duration.ofDays(days - LONGEST_JUMP_DAYS);
    }
    return shared.now().plus(offset);
  }

  @Override
  public long nanoTime() {
    return shared.nanoTime();
  }

  @Override
  public UUID newUuid() {
    return shared.newUuid();
  }

  @Override
  public long random(long bound) {
    return shared.random(bound);
  }

  @Override
  public void pause(long nanos) {
    if (killed) {
      throw new Killed(name);
    }
    shared.pause(nanos);
    turns.passToAnother();
  }
}
