package dev.rollforward.store.json;

import dev.rollforward.core.Boundary;
import dev.rollforward.core.GroupId;

/** The records of clean-ups as JSON. Stateless and safe for use by several threads. */
public final class BoundaryCodec extends ObjectCodec<Boundary, BoundaryForm> {
  /** A codec; all are alike. */
  public BoundaryCodec() {
    super(ObjectKind.CLEAN_UP, BoundaryForm.class);
  }

  @Override
  public GroupId group(Boundary boundary) {
    return boundary.group();
  }

  @Override
  public String name(Boundary boundary) {
    return ManifestCodec.name(boundary.run());
  }

  @Override
  protected BoundaryForm form(Boundary boundary) {
    return new BoundaryForm(
        boundary.group().value(),
        boundary.run(),
        boundary.least(),
        boundary.time().toString(),
        boundary.items(),
        boundary.bytes());
  }

  @Override
  protected Boundary object(BoundaryForm form) {
    return new Boundary(
        new GroupId(form.group()),
        form.run(),
        form.least(),
        Forms.instant(form.time()),
        form.items(),
        form.bytes());
  }
}
