package dev.rollforward.conformance.replay;

import dev.rollforward.ProtocolEvent;

/** Receives the events that the code emits along its paths. */
public interface EventRecorder {
  /** Records nothing. */
  EventRecorder NONE =
      new EventRecorder() {
        @Override
        public void path(String name) {}

        @Override
        public void event(String process, ProtocolEvent event) {}
      };

  /** A new path begins, on a group of its own. */
  void path(String name);

  /** {@code process} has taken a step. */
  void event(String process, ProtocolEvent event);
}
