package dev.rollforward.engine;

import dev.rollforward.Action;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells a listener of the steps of one operation; makes no event if nobody listens. */
final class Emitter {
  private final ProtocolListener listener;
  private final OperationId operation;

  Emitter(ProtocolListener listener, OperationId operation) {
    this.listener = Objects.requireNonNull(listener, "listener");
    this.operation = Objects.requireNonNull(operation, "operation");
  }

  void emit(Action action, Supplier<Facts> facts) {
    emit(action, Optional.empty(), facts);
  }

  void emit(Action action, String table, Supplier<Facts> facts) {
    emit(action, Optional.of(table), facts);
  }

  private void emit(Action action, Optional<String> table, Supplier<Facts> facts) {
    if (listener != ProtocolListener.NONE) {
      listener.onStep(new ProtocolEvent(action, operation, table, facts.get()));
    }
  }
}
