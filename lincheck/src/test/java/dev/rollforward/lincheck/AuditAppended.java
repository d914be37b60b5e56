package dev.rollforward.lincheck;

import dev.rollforward.testkit.PlantedFault;

/** Fault: an audit record is appended instead of created if absent (rule 10). */
public class AuditAppended extends MemoryGroup {
  /** A group with the fault. */
  public AuditAppended() {
    super(sound -> SlowPuts.before(PlantedFault.AuditAppended.plant().apply(sound)));
  }
}
