package dev.rollforward.store.json;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.RootMark;
import java.util.Collections;

/** The mark of a root as JSON. Stateless and safe for use by several threads. */
public final class RootMarkCodec extends ObjectCodec<RootMark, RootMarkForm> {
  /** The name of every mark: a root has one. */
  public static final String NAME = "__protocol";

  /** A codec; all are alike. */
  public RootMarkCodec() {
    super(ObjectKind.ROOT_MARK, RootMarkForm.class);
  }

  @Override
  public GroupId group(RootMark mark) {
    return mark.group();
  }

  @Override
  public String name(RootMark mark) {
    return NAME;
  }

  @Override
  protected RootMarkForm form(RootMark mark) {
    return new RootMarkForm(
        mark.group().value(), mark.protocol().name(), Collections.emptySortedMap());
  }

  @Override
  protected RootMark object(RootMarkForm form) {
    return new RootMark(new GroupId(form.group()), new Protocol(form.protocol()));
  }
}
