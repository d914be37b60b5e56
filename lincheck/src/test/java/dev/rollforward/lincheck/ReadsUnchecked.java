package dev.rollforward.lincheck;

import dev.rollforward.Transaction;

/** Fault: what was read is not among the pins that a commit demands. */
public class ReadsUnchecked extends MemoryGroup {
  /** A group with the fault. */
  public ReadsUnchecked() {}

  @Override
  Transaction reading(Transaction transaction, String table) {
    return transaction;
  }
}
