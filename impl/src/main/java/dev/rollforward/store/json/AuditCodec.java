package dev.rollforward.store.json;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Seal;
import dev.rollforward.core.TableId;
import java.util.Collections;
import java.util.Optional;

/** Audit records as JSON. Stateless and safe for use by several threads. */
public final class AuditCodec extends ObjectCodec<Audit, AuditForm> {
  /** A codec; all are alike. */
  public AuditCodec() {
    super(ObjectKind.AUDIT, AuditForm.class);
  }

  @Override
  public GroupId group(Audit audit) {
    return audit.group();
  }

  @Override
  public String name(Audit audit) {
    return audit.operation().value();
  }

  @Override
  protected AuditForm form(Audit audit) {
    return new AuditForm(
        audit.group().value(),
        audit.operation().value(),
        audit.verdict().name(),
        audit.reason(),
        audit.manifestVersion(),
        audit.sealed().map(s -> new PinForm(s.table().value(), s.version())).orElse(null),
        Collections.emptySortedMap(),
        Forms.map(audit.tables(), TableId::value));
  }

  @Override
  protected Audit object(AuditForm form) {
    if (form.manifest() < 1) {
      throw new IllegalArgumentException("manifest is " + form.manifest() + ", below 1");
    }
    return new Audit(
        new GroupId(form.group()),
        new OperationId(form.operation()),
        Forms.map(form.tables(), TableId::new),
        Forms.constant(Verdict.class, form.verdict()),
        form.reason(),
        form.manifest(),
        Optional.ofNullable(form.sealed())
            .map(s -> new Seal(new TableId(s.dataset()), s.version())));
  }
}
