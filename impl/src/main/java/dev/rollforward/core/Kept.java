package dev.rollforward.core;

import dev.rollforward.Tag;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a group's history and of its staged files stays. Spec: {@code least}, {@code tags},
 * {@code since} and {@code stale} of a manifest of {@code CleanUp.tla}.
 *
 * @param least what a clean-up has announced: manifests below it may be gone, but for the first and
 *     those that are tagged; never less than before
 * @param tags the manifests that stay, by the name of the tag
 * @param stale which staged files are nobody's; empty if none was ever said to be
 */
public record Kept(long least, SortedMap<String, Tag> tags, Optional<Stale> stale) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][0-9A-Za-z._-]{0,63}");

  /** All of it. */
  public static final Kept ALL = new Kept(1, Collections.emptySortedMap(), Optional.empty());

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if {@code least} is below 1, or a name is none
   */
  public Kept {
    if (least < 1) {
      throw new IllegalArgumentException("manifest " + least + " is the least that is kept");
    }
    tags.keySet().forEach(Kept::requireName);
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    Objects.requireNonNull(stale, "stale");
  }

  /**
   * Checks the name of a tag; what is all digits, or a time, is none.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a tag: 1 to 64 letters, digits, dots, hyphens or underscores, the"
              + " first of them a letter");
    }
  }

  /** The manifests that are tagged, ascending. */
  public SortedSet<Long> tagged() {
    return tags.values().stream().map(Tag::version).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether {@code version} stays, as far as anybody has announced. Spec: {@code MayBeTagged}. */
  public boolean mayBeTagged(long version) {
    return version >= least || tagged().contains(version);
  }

  /** The same, after a clean-up has announced {@code other}. Spec: {@code Announced}. */
  public Kept from(long other) {
    return new Kept(Math.max(least, other), tags, stale);
  }

  /**
   * The same, after manifest {@code manifest} has announced that staged files older than {@code
   * before} are nobody's. Spec: {@code Announced}.
   */
  public Kept stale(long manifest, Instant before) {
    Instant known = stale.map(Stale::before).orElse(before);
    Instant later = known.isAfter(before) ? known : before;
    return new Kept(least, tags, Optional.of(new Stale(manifest, later)));
  }

  /**
   * Whether an operation that was prepared on manifest {@code prepared} can be published without
   * asking whether its files are there. Spec: {@code IsRecent}.
   */
  public boolean isRecent(long prepared) {
    return stale.filter(announced -> announced.manifest() > prepared).isEmpty();
  }

  /** The same, with a tag. Spec: {@code WithTag}. */
  public Kept with(String name, Tag tag) {
    SortedMap<String, Tag> all = new TreeMap<>(tags);
    all.put(name, tag);
    return new Kept(least, all, stale);
  }

  /** The same, without a tag. */
  public Kept without(String name) {
    SortedMap<String, Tag> all = new TreeMap<>(tags);
    all.remove(name);
    return new Kept(least, all, stale);
  }
}
