package dev.rollforward.metrics;

import dev.rollforward.CleanUpPlan;
import dev.rollforward.CommitObserver;
import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Meters and observations of the handles that are opened with it. They hold names of actions,
 * outcomes and ids of operations: no names of tables, no rows, no roots, no credentials.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>tags</th><th>what</th></tr>
 * <tr><td>{@code rollforward.commit}</td><td>{@code outcome}: committed, rejected, unknown, failed
 * (it threw); {@code reason} of a rejection, in lower case, or none</td><td>an observation: its
 * timer, and a span where a tracer listens to the observation registry; the span has the id of the
 * operation, too</td></tr>
 * <tr><td>{@code rollforward.commit.attempts}</td><td></td><td>how many attempts each took; what is
 * above 1 is a retry</td></tr>
 * <tr><td>{@code rollforward.step}</td><td>{@code action}</td><td>how long each step took, from the
 * one before it, of writers and of recoveries ({@code Sweep...})</td></tr>
 * <tr><td>{@code rollforward.cleanup.items}, {@code rollforward.cleanup.bytes}</td><td></td><td>what
 * clean-ups have deleted</td></tr>
 * </table>
 *
 * <p>Safe for use by several threads, and for several handles.
 */
public final class GroupMetrics implements ProtocolListener, CommitObserver {
  private static final String NONE = "none";

  private final MeterRegistry meters;
  private final ObservationRegistry observations;
  private final ThreadLocal<Running> running = new ThreadLocal<>();
  private final ThreadLocal<Step> before = new ThreadLocal<>();

  /** A commit of this thread. */
  private record Running(Observation observation, Observation.Scope scope) {}

  /** The last step of this thread. */
  private record Step(OperationId operation, long nanoTime) {}

  /**
   * Nothing is registered yet.
   *
   * @param meters where the meters go
   * @param observations notified of commits; for their timer it needs a handler, such as {@code
   *     DefaultMeterObservationHandler}
   */
  public GroupMetrics(MeterRegistry meters, ObservationRegistry observations) {
    this.meters = Objects.requireNonNull(meters, "meters");
    this.observations = Objects.requireNonNull(observations, "observations");
  }

  /** {@code options}, with this as listener and observer. */
  public OpenOptions in(OpenOptions options) {
    return options.toBuilder().listener(this).observer(this).build();
  }

  @Override
  public void onStep(ProtocolEvent event) {
    long now = System.nanoTime();
    Step last = before.get();
    if (last != null && last.operation().equals(event.operation())) {
      meters
          .timer("rollforward.step", "action", event.action().name())
          .record(now - last.nanoTime(), TimeUnit.NANOSECONDS);
    }
    before.set(new Step(event.operation(), now));
  }

  @Override
  public void begins(OperationId first) {
    Observation observation =
        Observation.createNotStarted("rollforward.commit", observations)
            .highCardinalityKeyValue("rollforward.operation", first.value())
            .start();
    running.set(new Running(observation, observation.openScope()));
    before.set(new Step(first, System.nanoTime()));
  }

  @Override
  public void ended(OperationId first, int attempts, Optional<CommitResult> result) {
    meters.summary("rollforward.commit.attempts").record(attempts);
    before.remove();
    Running commit = running.get();
    running.remove();
    if (commit != null) {
      commit
          .observation()
          .lowCardinalityKeyValue("outcome", result.map(GroupMetrics::outcome).orElse("failed"))
          .lowCardinalityKeyValue("reason", result.flatMap(GroupMetrics::reason).orElse(NONE));
      commit.scope().close();
      commit.observation().stop();
    }
  }

  private static String outcome(CommitResult result) {
    return result.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static Optional<String> reason(CommitResult result) {
    return result instanceof CommitResult.Rejected rejected
        ? Optional.of(rejected.reason().name().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  @Override
  public void cleanedUp(CleanUpPlan done) {
    meters.counter("rollforward.cleanup.items").increment(done.items().size());
    meters.counter("rollforward.cleanup.bytes").increment(done.bytes());
  }
}
