package dev.rollforward.conformance.process;

/** What a process is told to do to a root. */
enum WorkerTask {
  /** Appends the operation's row to tables, through the public interface. */
  Append,
  /** Opens for writing, which recovers everything without waiting, and closes. */
  Open,
  /** As {@link #Append}, by an operation of a given name and with a fault planted. */
  FaultyAppend,
  /** As {@link #Open}, with a fault planted. */
  FaultySweep,
  /** Appends one row to tables under the published sweep. */
  PublishedAppend,
  /** Opens under the published sweep, in a given variant. */
  PublishedOpen
}
