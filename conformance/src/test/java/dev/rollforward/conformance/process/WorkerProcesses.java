package dev.rollforward.conformance.process;

import java.util.ArrayList;
import java.util.List;

/** Worker processes; the next one is started ahead, because starting a JVM takes a while. */
final class WorkerProcesses implements AutoCloseable {
  private final List<WorkerProcess> all = new ArrayList<>();
  private WorkerProcess next = start();

  private WorkerProcess start() {
    WorkerProcess actor = new WorkerProcess();
    all.add(actor);
    return actor;
  }

  /** A new one. */
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
