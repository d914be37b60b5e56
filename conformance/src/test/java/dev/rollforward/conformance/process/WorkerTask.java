package dev.rollforward.conformance.process;

/** A task for a worker process. */
enum WorkerTask {
  /** Appends the operation's row to tables, through the public interface. */
  Append,
  /** Opens for writing, which recovers everything without waiting, and closes. */
  Open,
  /** As {@link #Append}, with a given operation id and with a fault planted. */
  FaultyAppend,
  /** As {@link #Open}, with a fault planted. */
  FaultySweep,
  /** Appends one row to tables under the published sweep. */
  PublishedAppend,
  /** Opens under the published sweep, in a given variant. */
  PublishedOpen
}
