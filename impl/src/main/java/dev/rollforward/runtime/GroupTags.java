package dev.rollforward.runtime;

import dev.rollforward.At;
import dev.rollforward.Tag;
import dev.rollforward.Tags;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Tagging;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The tags of a group, as one handle changes them. */
final class GroupTags implements Tags {
  private final GroupHandle group;
  private final Stores stores;
  private final GroupHistory history;

  GroupTags(GroupHandle group, Stores stores, GroupHistory history) {
    this.group = group;
    this.stores = stores;
    this.history = history;
  }

  @Override
  public SortedMap<String, Tag> list() {
    return group.inside(() -> stores.manifests().readNewest().kept().tags());
  }

  @Override
  public Tag create(String name, At at) {
    return writing(() -> new Tagging(stores).create(name, history.version(at)));
  }

  @Override
  public Tag move(String name, At at) {
    return writing(() -> new Tagging(stores).move(name, history.version(at)));
  }

  @Override
  public void delete(String name) {
    writing(
        () -> {
          new Tagging(stores).delete(name);
          return name;
        });
  }

  private <T> T writing(Supplier<T> change) {
    group.requireWritable();
    return group.inside(change);
  }
}
