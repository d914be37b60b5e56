package dev.rollforward.published.engine;

import dev.rollforward.OperationId;
import dev.rollforward.published.core.Variant;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How writers and sweeps of one handle behave.
 *
 * @param variant of the fix
 * @param actor what they call themselves
 * @param listener is notified of every step
 * @param faults what is switched on
 */
public record Setting(Variant variant, String actor, SweepListener listener, Faults faults) {
  /** Checks for nulls. */
  public Setting {
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(faults, "faults");
  }

  boolean has(Fault fault) {
    return faults.has(fault);
  }

  /** Files keep milliseconds. */
  Instant now() {
    return Instant.ofEpochMilli(Clock.systemUTC().millis());
  }

  void emit(Action action, OperationId operation, String detail) {
    emit(action, operation, Optional.empty(), detail);
  }

  void emit(Action action, OperationId operation, Optional<String> table, String detail) {
    listener.onStep(new SweepEvent(action, actor, Optional.of(operation), table, detail));
  }
}
