package dev.rollforward.testkit;

import dev.rollforward.engine.Stores;

/** The network between the processes and the stores of one run. */
public interface Network {
  /** Every call takes effect at once and is answered. */
  Network DIRECT = stores -> stores;

  /** The stores as the processes see them. */
  Stores around(Stores stores);

  /** Ends the run: calls in flight take effect now. */
  default void settle() {}
}
