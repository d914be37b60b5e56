package dev.rollforward.lincheck;

import dev.rollforward.Transaction;

/** Fault: what a transaction has read is not looked at again when it is published. */
public class ReadsUnchecked extends MemoryGroup {
  /** A group with the fault. */
  public ReadsUnchecked() {}

  @Override
  void reads(Transaction transaction, String name) {
    // Nothing is written down, so nothing is compared.
  }
}
