package dev.rollforward.store.json;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Lease;

/** The leases of snapshots as JSON. Stateless and safe for use by several threads. */
public final class LeaseCodec extends ObjectCodec<Lease, LeaseForm> {
  /** A codec; all are alike. */
  public LeaseCodec() {
    super(ObjectKind.LEASE, LeaseForm.class);
  }

  @Override
  public GroupId group(Lease lease) {
    return lease.group();
  }

  @Override
  public String name(Lease lease) {
    return lease.id().toString();
  }

  @Override
  protected LeaseForm form(Lease lease) {
    return new LeaseForm(
        lease.group().value(), lease.id().toString(), lease.version(), lease.until().toString());
  }

  @Override
  protected Lease object(LeaseForm form) {
    return new Lease(
        new GroupId(form.group()),
        Forms.uuid(form.id()),
        form.manifest(),
        Forms.instant(form.until()));
  }
}
