package dev.rollforward.conformance;

import dev.rollforward.engine.Stores;

/** What stands between the processes and the stores, for one play. */
public interface Network {
  /** Every call takes effect at once, and is answered. */
  Network DIRECT = stores -> stores;

  /** The stores as the processes see them. */
  Stores around(Stores stores);

  /** The play is over: what is still to arrive arrives now. */
  default void settle() {}
}
