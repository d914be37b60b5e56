package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.port.SidecarStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The common step of the two state machines: hook, effect, hook, conclusion; and when that is over,
 * the event. Used by one thread.
 */
final class Steps {
  private final OperationId operation;
  private final ProtocolListener listener;
  private final List<Step> steps = Step.installed();
  private Optional<ProtocolEvent> due = Optional.empty();
  private Optional<Runnable> next = Optional.empty();

  Steps(ProtocolListener listener, OperationId operation) {
    this.listener = Objects.requireNonNull(listener, "listener");
    this.operation = Objects.requireNonNull(operation, "operation");
  }

  /**
   * Takes a step.
   *
   * @param effect the one call that is the action's effect
   * @param conclude draws the conclusions of this process, and says what it saw and did
   */
  <T> void act(Action action, Supplier<T> effect, Function<T, Facts> conclude) {
    actIf(action, Optional.empty(), effect, found -> true, conclude);
  }

  /**
   * Takes a step that is about one table; otherwise as {@link #act(Action, Supplier, Function)}.
   */
  <T> void act(Action action, String table, Supplier<T> effect, Function<T, Facts> conclude) {
    actIf(action, Optional.of(table), effect, found -> true, conclude);
  }

  /**
   * Takes a step if it turns out to be one.
   *
   * @param effect the one call that is the action's effect
   * @param taken whether what it found or did is this action; otherwise it had no effect, and there
   *     is nothing to conclude
   * @param conclude draws the conclusions of this process, and says what it saw and did
   * @return what the effect found or did
   */
  <T> T actIf(
      Action action,
      Optional<String> table,
      Supplier<T> effect,
      Predicate<T> taken,
      Function<T, Facts> conclude) {
    steps.forEach(step -> step.before(action, operation));
    T found = effect.get();
    if (taken.test(found)) {
      steps.forEach(step -> step.after(action, operation));
      due = Optional.of(new ProtocolEvent(action, operation, table, conclude.apply(found)));
    }
    return found;
  }

  /** Lists what there is, and reports each operation that was found. */
  SidecarStore.Listing list(Action action, Supplier<SidecarStore.Listing> effect) {
    steps.forEach(step -> step.before(action, operation));
    SidecarStore.Listing found = effect.get();
    steps.forEach(step -> step.after(action, operation));
    for (OperationId listed : found.operations()) {
      due = Optional.of(new ProtocolEvent(action, listed, Optional.empty(), Facts.none()));
      tell();
    }
    return found;
  }

  /** The step failed, and this is what its event says. */
  void failed(Action action, Optional<String> table, Facts facts) {
    due = Optional.of(new ProtocolEvent(action, operation, table, facts));
  }

  /** Reports the step that was taken, if one was. All is concluded by then. */
  void tell() {
    Optional<ProtocolEvent> event = due;
    due = Optional.empty();
    event.ifPresent(listener::onStep);
  }

  /** Something is to be done before the next step, and is none itself. */
  void then(Runnable afterwards) {
    next = Optional.of(afterwards);
  }

  /** Does what is to be done before the next step. */
  void goOn() {
    Optional<Runnable> afterwards = next;
    next = Optional.empty();
    afterwards.ifPresent(Runnable::run);
  }
}
