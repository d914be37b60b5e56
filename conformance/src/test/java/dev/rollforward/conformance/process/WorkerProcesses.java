package dev.rollforward.conformance.process;

import java.util.ArrayList;
import java.util.List;

/** Actors: the next one starts while the last one plays, since a JVM needs a while to start. */
final class WorkerProcesses implements AutoCloseable {
  private final List<WorkerProcess> all = new ArrayList<>();
  private WorkerProcess next = start();

  private WorkerProcess start() {
    WorkerProcess actor = new WorkerProcess();
    all.add(actor);
    return actor;
  }

  /** One that nobody has had before. */
  WorkerProcess next() {
    WorkerProcess actor = next;
    next = start();
    return actor;
  }

  @Override
  public void close() {
    all.forEach(WorkerProcess::close);
  }
}
