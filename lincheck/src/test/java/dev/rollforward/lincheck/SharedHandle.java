package dev.rollforward.lincheck;

import java.util.function.UnaryOperator;

/** All threads are of one process and share its handle, whose commits take turns. */
public class SharedHandle extends MemoryGroup {
  /** A group of two empty tables. */
  public SharedHandle() {
    super(UnaryOperator.identity(), 1);
  }
}
