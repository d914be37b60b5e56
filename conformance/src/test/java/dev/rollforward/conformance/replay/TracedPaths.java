package dev.rollforward.conformance.replay;

import dev.rollforward.ProtocolEvent;
import dev.rollforward.trace.TraceFile;

/** Writes each path through a model to a trace, as a group of its own. */
record TracedPaths(TraceFile file, String model) implements EventRecorder {
  @Override
  public void path(String name) {
    file.begin(model + ", " + name);
  }

  @Override
  public void event(String process, ProtocolEvent event) {
    file.as(process).onStep(event);
  }
}
