package dev.rollforward.lincheck;

import dev.rollforward.Transaction;

/** Fault: how far a stream was taken in is not compared. */
public class SourceUnchecked extends MemoryGroup {
  /** A group with the fault. */
  public SourceUnchecked() {}

  @Override
  Transaction takingIn(Transaction transaction, int batch) {
    return transaction;
  }
}
