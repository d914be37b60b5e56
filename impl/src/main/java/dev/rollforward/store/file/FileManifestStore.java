package dev.rollforward.store.file;

import dev.rollforward.StoreException;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.json.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manifests as files {@code __manifest/<20 digits>.json} under a root folder on a local file
 * system. A group comes into being by {@code create(Manifest.first(id))}, and manifest 1 says for
 * good which group the root is. Manifests are never deleted.
 *
 * <p>The newest is found by probing: numbers are taken without gaps, so from a number that is known
 * to be taken the search doubles its steps and then halves them. It starts from what this instance
 * has seen and from the file {@code __manifest/newest}, which each create leaves behind and which
 * may be stale, absent or damaged; so its cost does not grow with the number of manifests. A
 * manifest that this instance has read or created is not read again.
 *
 * <p>Creates are durable at return. Only {@link #create} writes anything. Safe for use by several
 * threads and processes.
 */
public final class FileManifestStore implements ManifestStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileManifestStore.class);
  private static final String FOLDER = "__manifest";
  private static final String HINT = "newest";
  private static final Pattern NAME = Pattern.compile("[0-9]{20}");

  private final ObjectFolder<Manifest> manifests;
  private final HintFile hint;
  private final Newest newest = new Newest();
  private final ManifestCache cache = new ManifestCache();
  private volatile GroupId group;

  /**
   * A store under {@code root}. Nothing is read or written yet.
   *
   * @param root the group's folder; need not exist
   */
  public FileManifestStore(Path root) {
    this(root, new DiskOps());
  }

  FileManifestStore(Path root, FileOps ops) {
    Path folder = root.toAbsolutePath().normalize().resolve(FOLDER);
    manifests = new ObjectFolder<>(folder, new ManifestCodec(), ops);
    hint = new HintFile(folder.resolve(HINT), ops);
  }

  /**
   * Whether the root is a group: any manifest stands in it, readable or not.
   *
   * @throws StoreException if it cannot be told
   */
  public boolean isGroup() {
    return stands(1) || manifests.fileNames().stream().anyMatch(FileManifestStore::isManifest);
  }

  /**
   * The group that the root is, as manifest 1 says. Read once, then remembered.
   *
   * @throws StoreException.Unreadable if manifest 1 is missing, damaged or of a newer format
   * @throws StoreException if it cannot be read
   */
  public GroupId group() {
    if (group == null) {
      group = manifests.read(ManifestCodec.name(1)).orElseThrow(() -> missing(1)).group();
    }
    return group;
  }

  @Override
  public Manifest readNewest() {
    GroupId own = group();
    long version = newestVersion();
    Manifest manifest = seen(version).orElseGet(() -> read(version, own));
    newest.saw(version);
    return cache.saw(manifest);
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.Unreadable if manifest 1 is missing though others stand, or, for any but
   *     the first, manifest 1 is missing, damaged or of a newer format; nothing was created
   * @throws IllegalArgumentException if {@code manifest} belongs to another group
   */
  @Override
  public Created create(Manifest manifest) {
    checkFits(manifest);
    Created created = manifests.create(manifest);
    newest.saw(manifest.version());
    if (created == Created.CREATED) {
      cache.saw(manifest);
      leaveHint(manifest.version());
    }
    return created;
  }

  private void checkFits(Manifest manifest) {
    if (manifest.version() == 1) {
      // Looked at again: others may be creating it just now.
      if (!stands(1) && isGroup() && !stands(1)) {
        throw missing(1);
      }
    } else if (!manifest.group().equals(group())) {
      throw new IllegalArgumentException(
          "a manifest of group " + manifest.group() + " cannot go into group " + group());
    }
  }

  /** Not read twice; but one that is gone is missed, although its successor could do without. */
  private Optional<Manifest> seen(long version) {
    return cache.newest().filter(m -> m.version() == version && stands(version));
  }

  private Manifest read(long version, GroupId own) {
    return manifests.read(ManifestCodec.name(version), own).orElseThrow(() -> missing(version));
  }

  private long newestVersion() {
    long seen = newest.seen();
    if (seen > 0 && !stands(seen + 1)) {
      return seen;
    }
    long start = Math.max(seen + 1, hinted());
    return Newest.from(start, this::stands);
  }

  /** The hint only saves work, so one that cannot be read is as good as none. */
  private long hinted() {
    try {
      return hint.read().orElse(1);
    } catch (IOException e) {
      LOG.warn("finding the newest manifest may take longer: its hint cannot be read", e);
      return 1;
    }
  }

  private boolean stands(long version) {
    return manifests.exists(ManifestCodec.name(version));
  }

  /** A manifest was created whether or not its hint could be: the hint only saves work. */
  private void leaveHint(long version) {
    try {
      hint.write(version);
    } catch (IOException e) {
      LOG.warn("manifest {} stands, but finding it may take longer", version, e);
    }
  }

  private StoreException.Unreadable missing(long version) {
    Place place = manifests.place(ManifestCodec.name(version));
    return version == 1
        ? place.missing(
            "there is no table group here: its first manifest is missing",
            "Check the path. If a group was here, restore this file from a backup")
        : place.missing(
            "this manifest stood here, as '" + HINT + "' beside it says, and somebody deleted it",
            "Restore it from a backup. Starting over from an older one would lose changes that were"
                + " acknowledged. Only if this folder is a copy whose '"
                + HINT
                + "' is younger than its manifests, delete '"
                + HINT
                + "'");
  }

  private static boolean isManifest(String fileName) {
    return ObjectFolder.objectName(fileName).filter(n -> NAME.matcher(n).matches()).isPresent();
  }
}
