package dev.rollforward.conformance.faults;

import java.util.Arrays;
import java.util.Locale;

/** What may notice a fault, from fast to slow. */
public enum Engine {
  /** TLC checks the model with the switch on. */
  TLC,
  /** The state graph of the sound model is replayed on the faulty code. */
  REPLAY,
  /** Processes of the faulty code are halted, killed and interleaved, and invariants evaluated. */
  SCHEDULES,
  /** Processes of the faulty code are simulated, with every choice from a seed. */
  CHAOS,
  /** Traces of the faulty code are validated against the sound model. */
  TRACE,
  /** Tests that act inside a step of the faulty code. */
  FAILPOINTS,
  /** Lincheck looks for histories of the faulty code that no sequential order explains. */
  LINCHECK,
  /** jcstress runs the faulty code on several processors. */
  JCSTRESS;

  /** Its name in files, options and tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The engine called {@code label}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Engine of(String label) {
    return Arrays.stream(values())
        .filter(engine -> engine.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no engine '%s'; there are %s"
                        .formatted(label, Arrays.stream(values()).map(Engine::label).toList())));
  }
}
