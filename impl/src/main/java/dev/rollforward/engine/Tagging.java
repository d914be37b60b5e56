package dev.rollforward.engine;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.Tag;
import dev.rollforward.core.Kept;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Names points in the history of a group. Spec: {@code Tag}. Safe for use by several threads. */
public final class Tagging {
  private final Stores stores;
  private final KeptPut puts;

  /** Of the group in {@code stores}. */
  public Tagging(Stores stores) {
    this.stores = stores;
    this.puts = new KeptPut(stores);
  }

  /**
   * Gives {@code version} a name.
   *
   * @param version a manifest that is there
   * @throws IllegalArgumentException if it names another
   * @throws Unreadable if a clean-up has announced to delete the manifest
   */
  public Tag create(String name, long version) {
    return tag(
        name,
        version,
        known ->
            known
                .filter(other -> other.version() != version)
                .ifPresent(
                    other -> {
                      throw new IllegalArgumentException(
                          "tag '" + name + "' names manifest " + other.version() + " already");
                    }));
  }

  /**
   * Gives a name that there is to {@code version}.
   *
   * @param version a manifest that is there
   * @throws IllegalArgumentException if there is no such tag
   * @throws Unreadable as {@link #create}
   */
  public Tag move(String name, long version) {
    return tag(
        name,
        version,
        known -> {
          if (known.isEmpty()) {
            throw noTag(name);
          }
        });
  }

  private Tag tag(String name, long version, Consumer<Optional<Tag>> check) {
    Kept.requireName(name);
    Tag tag = new Tag(version, stores.environment().now());
    UnaryOperator<Kept> change =
        kept -> {
          Optional<Tag> known = Optional.ofNullable(kept.tags().get(name));
          check.accept(known);
          if (known.filter(same -> same.version() == version).isPresent()) {
            return kept;
          }
          requireKept(kept, version);
          return kept.with(name, tag);
        };
    return puts.put(newest -> change.apply(newest.kept())).kept().tags().get(name);
  }

  private static void requireKept(Kept kept, long version) {
    if (!kept.mayBeTagged(version)) {
      throw new Unreadable(
          Unreadable.Reason.MISSING,
          "manifest " + version,
          "a clean-up has announced to delete it: the oldest that is kept is " + kept.least(),
          "Tag a newer one",
          null);
    }
  }

  /**
   * Removes a name.
   *
   * @throws IllegalArgumentException if there is no such tag
   */
  public void delete(String name) {
    if (!stores.manifests().readNewest().kept().tags().containsKey(name)) {
      throw noTag(name);
    }
    puts.put(newest -> newest.kept().without(name));
  }

  private static IllegalArgumentException noTag(String name) {
    return new IllegalArgumentException("there is no tag '" + name + "'");
  }
}
