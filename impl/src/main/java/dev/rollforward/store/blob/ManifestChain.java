package dev.rollforward.store.blob;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.store.json.ChainedManifest;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.json.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What has to hold of the manifests that were not cleaned up: they are there without a gap, and
 * each follows the one before it. Writes nothing. Safe for use by several threads.
 */
final class ManifestChain {
  private static final Pattern NAME = Pattern.compile("[0-9]{20}");
  private static final int MOST_NAMED = 20;

  private final StoredObjects<ChainedManifest> manifests;
  private final Boundaries boundaries;

  ManifestChain(StoredObjects<ChainedManifest> manifests, Boundaries boundaries) {
    this.manifests = manifests;
    this.boundaries = boundaries;
  }

  /** The numbers that a listing shows, ascending. */
  List<Long> numbers() {
    return manifests.fileNames().stream()
        .map(ManifestChain::number)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /** See {@link BlobManifestStore#checkWhole}. */
  void checkWhole() {
    List<Long> missing = missing(0);
    if (!missing.isEmpty()) {
      throw gap(missing);
    }
  }

  /** See {@link dev.rollforward.port.HistoryStore#check}. */
  List<StoreException> check(GroupId own, Consumer<Manifest> each) {
    List<StoreException> problems = new ArrayList<>();
    List<Long> numbers = numbers();
    long last = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1);
    Optional<StoredObjects.Stored<ChainedManifest>> before = Optional.empty();
    for (long version = boundaries.least(); version <= last; version++) {
      Optional<StoredObjects.Stored<ChainedManifest>> found = Optional.empty();
      try {
        found = manifests.readStored(ManifestCodec.name(version), own);
        if (found.isEmpty() && !isFreed(version)) {
          problems.add(gap(List.of(version)));
        }
        if (found.isPresent()) {
          requireFirst(found.get().object());
          before.ifPresent(requireFollows(found.get().object()));
        }
      } catch (Unreadable problem) {
        problems.add(problem);
      }
      found.map(StoredObjects.Stored::object).map(ChainedManifest::manifest).ifPresent(each);
      before = found;
    }
    return problems;
  }

  private void requireFirst(ChainedManifest manifest) {
    if (manifest.manifest().version() == 1) {
      requireFollows(manifest, Optional.empty());
    }
  }

  private Consumer<StoredObjects.Stored<ChainedManifest>> requireFollows(ChainedManifest manifest) {
    return before -> {
      requireFollows(manifest, Optional.of(before.checksum()));
      if (manifest.manifest().time().isBefore(before.object().manifest().time())) {
        throw place(manifest.manifest().version())
            .corrupt(
                "it says that it was made at "
                    + manifest.manifest().time()
                    + ", before the one before it",
                null);
      }
    };
  }

  /**
   * Checks that {@code manifest} names the checksum {@code before}.
   *
   * @throws Unreadable if it names another
   */
  void requireFollows(ChainedManifest manifest, Optional<String> before) {
    long version = manifest.manifest().version();
    if (!manifest.parent().equals(before)) {
      throw new Unreadable(
          Reason.CORRUPT,
          place(version).location(),
          "this manifest does not follow manifest "
              + (version - 1)
              + " beside it, but one with checksum "
              + manifest.parent().orElse("none")
              + ", and that one has "
              + before.orElse("none")
              + ": two histories are mixed",
          "Restore both from one backup, together with all that is above the older one. Nothing was"
              + " changed; going on would lose changes that were acknowledged",
          null);
    }
  }

  /** Manifest {@code version} is known to have existed. */
  Unreadable gone(long version) {
    List<Long> missing = missing(version);
    return gap(missing.isEmpty() ? List.of(version) : missing);
  }

  /** The numbers without a manifest, up to {@code known} or to the highest with one; the lowest. */
  private List<Long> missing(long known) {
    NavigableSet<Long> numbers = new TreeSet<>(numbers());
    long highest = numbers.isEmpty() ? known : Math.max(known, numbers.last());
    List<Long> missing = new ArrayList<>();
    for (long version = boundaries.least();
        version <= highest && missing.size() < MOST_NAMED;
        version++) {
      // Looked at again: a listing may miss what is being created.
      if (!numbers.contains(version) && !manifests.exists(ManifestCodec.name(version))) {
        missing.add(version);
      }
    }
    return missing;
  }

  private boolean isFreed(long version) {
    return version > 1 && version < boundaries.least();
  }

  private Unreadable gap(List<Long> missing) {
    String numbers = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return place(missing.get(0))
        .missing(
            "this manifest existed, and somebody deleted it or did not copy it (missing: "
                + numbers
                + ")",
            "Restore what is missing from a backup, or from the root that this is a copy of. A copy"
                + " that was taken while somebody wrote is whole only if it was made as"
                + " docs/format.md says. Nothing was changed; going on without these manifests would"
                + " lose changes that were acknowledged");
  }

  private static Optional<Long> number(String fileName) {
    return StoredObjects.objectName(fileName)
        .filter(name -> NAME.matcher(name).matches())
        .flatMap(ManifestChain::parse);
  }

  private static Optional<Long> parse(String digits) {
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Place place(long version) {
    return manifests.place(ManifestCodec.name(version));
  }
}
