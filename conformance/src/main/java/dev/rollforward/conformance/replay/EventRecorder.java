package dev.rollforward.conformance.replay;

import dev.rollforward.ProtocolEvent;

/** Hears what the code emits on its paths. */
public interface EventRecorder {
  /** Hears nothing. */
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
