package dev.rollforward.spec.report;

import dev.rollforward.spec.trace.Trace;
import java.time.Duration;

/**
 * A good outcome of an earlier check, on which nothing that it rests on has changed since: modules,
 * model, expectation and TLC have the same digest.
 *
 * @param kind {@code model}, {@code fault}, {@code scene} or {@code coverage}
 * @param found what the earlier check said
 * @param steps of the counterexample, or of the way to a scene; 0 if there is none
 * @param distinct how many distinct states there were
 * @param when when it was checked, as ISO 8601
 */
public record KeptOutcome(
    String name,
    String module,
    String kind,
    String sentence,
    String found,
    int steps,
    long distinct,
    String when)
    implements Outcome {
  @Override
  public Verdict verdict() {
    return Verdict.HELD;
  }

  @Override
  public String explain() {
    return found + "; kept from " + when + ", same digest";
  }

  @Override
  public Duration elapsed() {
    return Duration.ZERO;
  }

  @Override
  public Trace trace() {
    return Trace.none();
  }
}
