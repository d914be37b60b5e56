package dev.rollforward.engine;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Audit;
import java.util.Optional;

/**
 * An audit record says something else than what recovery has found.
 *
 * @param found what recovery would record
 * @param existing the record that is there; empty if it is gone again
 * @param manifestVersion the manifest that means {@code found}
 */
record Contradiction(Audit found, Optional<Audit> existing, long manifestVersion) {
  Unreadable asUnreadable() {
    return new Unreadable(
        Unreadable.Reason.CONTRADICTORY,
        "the audit record of operation " + found.operation(),
        "it says "
            + existing.map(record -> record.verdict().name()).orElse("nothing")
            + ", and manifest "
            + manifestVersion
            + " means "
            + found.verdict()
            + ": "
            + found.reason(),
        "One of them was restored from elsewhere, or a sidecar was. What is visible is what the"
            + " manifest says. The sidecar is kept; move it away once it is clear which one is"
            + " right",
        null);
  }
}
