package dev.rollforward.published.json;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.store.json.Forms;
import dev.rollforward.store.json.ObjectCodec;

/** Audit entries as JSON. Stateless and safe for use by several threads. */
public final class AuditEntryCodec extends ObjectCodec<AuditEntry, AuditEntryForm> {
  /** A codec; all are alike. */
  public AuditEntryCodec() {
    super(Kinds.AUDIT, AuditEntryForm.class);
  }

  /** The name of an entry: operation id and sequence. */
  public static String name(OperationId operation, long sequence) {
    return operation.value() + "." + sequence;
  }

  @Override
  public GroupId group(AuditEntry entry) {
    return entry.group();
  }

  @Override
  public String name(AuditEntry entry) {
    return name(entry.operation(), entry.sequence());
  }

  @Override
  protected AuditEntryForm form(AuditEntry entry) {
    return new AuditEntryForm(
        entry.group().value(),
        entry.operation().value(),
        entry.sequence(),
        entry.verdict().name(),
        entry.actor(),
        entry.at().toString());
  }

  @Override
  protected AuditEntry object(AuditEntryForm form) {
    if (form.sequence() < 1) {
      throw new IllegalArgumentException("sequence is " + form.sequence() + ", below 1");
    }
    return new AuditEntry(
        new GroupId(form.group()),
        new OperationId(form.operation()),
        form.sequence(),
        Forms.constant(AuditEntry.Verdict.class, form.verdict()),
        form.actor(),
        Forms.instant(form.at()));
  }
}
