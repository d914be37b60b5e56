package dev.rollforward.lincheck;

import dev.rollforward.core.Audit;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.testkit.Forwarding;

/** Fault: an audit record is appended instead of created if absent (rule 10). */
public class AuditAppended extends MemoryGroup {
  /** A group with the fault. */
  public AuditAppended() {
    super(sound -> Forwarding.with(sound, new Appended(sound.audits())));
  }

  private static final class Appended extends Forwarding.Audits {
    Appended(AuditStore inner) {
      super(inner);
    }

    /** Takes its time, so that others come between under stress too. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public Created create(Audit audit) {
      Thread.yield();
      inner.create(audit);
      return Created.CREATED;
    }
  }
}
