package dev.rollforward.store.blob;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Lease;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.Gallop;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.store.json.ChainedManifest;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.json.Place;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manifests as objects {@code __manifest/<20 digits>.json}. A group comes into being by {@code
 * create(Manifest.first(id))}, and manifest 1 says for good which group the root is: it is never
 * deleted. Others are, by a clean-up, which first records a boundary above them. Whoever has found
 * or created a manifest looks at the boundaries after that, and believes it only if none is above
 * it (rule C of {@code CleanUp.tla}).
 *
 * <p>The newest is found by probing: numbers are taken without gaps, so from a number that is known
 * to be taken the search doubles its steps and then halves them. It starts from what this instance
 * has seen and from the object {@code __manifest/newest}, which every eighth create leaves behind
 * and which may be stale, absent or damaged; so its cost does not grow with the number of
 * manifests. A manifest that this instance has read or created is not read again.
 *
 * <p>Creates are durable at return. Only {@link #create} writes anything. Safe for use by several
 * threads and processes.
 */
public final class BlobManifestStore implements ManifestStore, HistoryStore {
  static final String FOLDER = "__manifest";

  private static final Logger LOG = LoggerFactory.getLogger(BlobManifestStore.class);
  private static final String HINT = "newest";

  /** A hint lags by fewer than this, which costs whoever opens the group three look-ups. */
  private static final int HINT_EVERY = 8;

  private final StoredObjects<ChainedManifest> manifests;
  private final NewestHint hint;
  private final Boundaries boundaries;
  private final Leases leases;
  private final ManifestChain chain;
  private final Newest newest = new Newest();
  private final ManifestCache cache = new ManifestCache();
  private final AtomicLong durable = new AtomicLong();
  private volatile GroupId group;

  /**
   * A store in {@code blobs}. Nothing is read or written yet.
   *
   * @param blobs the root of the group
   */
  public BlobManifestStore(Blobs blobs) {
    manifests = new StoredObjects<>(blobs, FOLDER, new ManifestCodec());
    hint = new NewestHint(blobs, FOLDER + "/" + HINT);
    boundaries = new Boundaries(blobs, this::group);
    leases = new Leases(blobs, this::group);
    chain = new ManifestChain(manifests, boundaries);
  }

  /**
   * Whether there is a manifest under any name, readable or not.
   *
   * @throws StoreException if it cannot be determined
   */
  public boolean isGroup() {
    return exists(1) || manifests.fileNames().stream().anyMatch(name -> name.endsWith(".json"));
  }

  /**
   * The group that the root is, as manifest 1 says. Read once, then remembered.
   *
   * @throws Unreadable if manifest 1 is missing, damaged or of a newer format
   * @throws StoreException if it cannot be read
   */
  public GroupId group() {
    if (group == null) {
      group = manifests.read(ManifestCodec.name(1)).orElseThrow(this::noGroup).manifest().group();
    }
    return group;
  }

  /**
   * {@inheritDoc}
   *
   * <p>While no successor exists, the newest that this instance has read or created is returned
   * without a look at it: a manifest never changes. One that is read has to name the checksum of
   * the one before it.
   *
   * @throws Unreadable also if it does not follow the manifest before it, or that one is missing
   */
  @Override
  public Manifest readNewest() {
    GroupId own = group();
    while (true) {
      long version = newestVersion();
      Optional<KnownManifest> manifest = seen(version).or(() -> readUnlessFreed(version, own));
      if (manifest.isPresent()) {
        newest.saw(version);
        return cache.saw(manifest.get()).manifest();
      }
    }
  }

  @Override
  public Manifest readKnown() {
    return cache.newest().map(KnownManifest::manifest).orElseGet(this::readNewest);
  }

  @Override
  public void makeDurable(long version) {
    if (durable.get() < version) {
      manifests.makeDurable(ManifestCodec.name(version));
      becameDurable(version);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A number that a clean-up has freed is taken: if it was created all the same, because this
   * process stalled since it read the manifest before it, the outcome is unknown.
   *
   * @throws Unreadable if the manifest before it is missing, or, for the first, others exist
   *     without it; nothing was created
   * @throws IllegalArgumentException if {@code manifest} belongs to another group
   */
  @Override
  public Created create(Manifest manifest) {
    checkFits(manifest);
    Optional<String> parent = parentOf(manifest.version());
    if (parent.isEmpty() && manifest.version() > 1) {
      return Created.EXISTS;
    }
    ChainedManifest chained = new ChainedManifest(manifest, parent);
    byte[] content = manifests.encode(chained);
    Created created = manifests.create(chained, content);
    if (created == Created.CREATED) {
      requireNotFreed(manifest.version());
    }
    newest.saw(manifest.version());
    becameDurable(manifest.version());
    if (created == Created.CREATED) {
      cache.saw(new KnownManifest(manifest, manifests.checksum(chained, content)));
      if (manifest.version() % HINT_EVERY == 1) {
        leaveHint(manifest.version());
      }
    }
    return created;
  }

  /**
   * Checks that the manifests are without a gap, from the first to the highest that exists. One
   * that is missing is the mark of a copy that was taken while somebody wrote, or of a file that
   * somebody deleted; a new manifest in the gap would then be followed by old ones.
   *
   * @throws Unreadable if one is missing; the message names it
   * @throws StoreException if it cannot be determined
   */
  public void checkWhole() {
    chain.checkWhole();
  }

  @Override
  public List<StoreException> check(Consumer<Manifest> each) {
    return chain.check(group(), each);
  }

  private void becameDurable(long version) {
    durable.accumulateAndGet(version, Math::max);
  }

  private void checkFits(Manifest manifest) {
    if (manifest.version() == 1) {
      // Looked at again: others may be creating it just now.
      if (!exists(1) && isGroup() && !exists(1)) {
        throw noGroup();
      }
      return;
    }
    if (!manifest.group().equals(group())) {
      throw new IllegalArgumentException(
          "a manifest of group " + manifest.group() + " cannot go into group " + group());
    }
  }

  /** Spec: {@code MayBeBelieved}. Asked after the manifest was created, never before. */
  private void requireNotFreed(long version) {
    if (isFreed(version)) {
      throw new StoreException.OutcomeUnknown(
          place(version).location()
              + ": a clean-up had deleted the manifest of this number, or was about to, when it was"
              + " created (again). Whether that counts is what the newest manifest says",
          null);
    }
  }

  /** Whether a clean-up may have deleted manifest {@code version}. */
  private boolean isFreed(long version) {
    return version > 1 && version < boundaries.least();
  }

  private void requireFreed(long version) {
    if (!isFreed(version)) {
      throw chain.gone(version);
    }
  }

  /**
   * The checksum of the manifest before {@code version}; empty for the first, and if a clean-up has
   * deleted it, so that {@code version} was taken long ago.
   */
  private Optional<String> parentOf(long version) {
    if (version == 1) {
      return Optional.empty();
    }
    long before = version - 1;
    Optional<String> checksum =
        seen(before)
            .map(KnownManifest::checksum)
            .or(() -> manifests.checksum(ManifestCodec.name(before)));
    if (checksum.isEmpty()) {
      requireFreed(before);
    }
    return checksum;
  }

  private Optional<KnownManifest> seen(long version) {
    return cache.newest().filter(manifest -> manifest.version() == version);
  }

  private Optional<KnownManifest> readUnlessFreed(long version, GroupId own) {
    Optional<StoredObjects.Stored<ChainedManifest>> stored =
        manifests.readStored(ManifestCodec.name(version), own);
    if (stored.isEmpty()) {
      requireFreed(version);
    }
    stored.ifPresent(found -> checkFollows(found.object()));
    return stored.map(found -> new KnownManifest(found.object().manifest(), found.checksum()));
  }

  /** What is below a boundary may be gone, or created again by a process that stalled. */
  private void checkFollows(ChainedManifest manifest) {
    long version = manifest.manifest().version();
    Optional<String> before = parentOf(version);
    if (!manifest.parent().equals(before) && !isFreed(version - 1)) {
      chain.requireFollows(manifest, before);
    }
  }

  /**
   * The end of the numbers that are taken. A number that was freed looks like the end to whoever
   * has seen the one before it, so the boundary is looked at after the probe.
   */
  private long newestVersion() {
    while (true) {
      long end = endOfProbe();
      long least = boundaries.least();
      if (end >= least) {
        return end;
      }
      newest.saw(least);
    }
  }

  private long endOfProbe() {
    long seen = newest.seen();
    if (seen > 0 && !exists(seen + 1)) {
      return seen;
    }
    return seen > 0
        ? Gallop.highest(seen + 1, this::exists)
        : Gallop.highest(hinted(), HINT_EVERY, this::exists);
  }

  /** The hint only saves work, so one that cannot be read is as good as none. */
  private long hinted() {
    try {
      return hint.read().orElse(1);
    } catch (StoreException e) {
      LOG.warn("finding the newest manifest may take longer: its hint cannot be read", e);
      return 1;
    }
  }

  private boolean exists(long version) {
    return manifests.exists(ManifestCodec.name(version));
  }

  /** A manifest was created whether or not a hint could be: the hint only saves work. */
  private void leaveHint(long version) {
    try {
      hint.write(version);
    } catch (StoreException e) {
      LOG.warn("manifest {} exists, but finding it may take longer", version, e);
    }
  }

  @Override
  public Optional<HistoryStore.Stored> read(long version) {
    return manifests
        .readStored(ManifestCodec.name(version), group())
        .map(StoredObjects.Stored::object)
        .map(
            chained ->
                new HistoryStore.Stored(chained.manifest(), manifests.encode(chained).length));
  }

  @Override
  public List<Long> numbers() {
    return chain.numbers();
  }

  @Override
  public Optional<Boundary> boundary() {
    return boundaries.newest();
  }

  @Override
  public Created record(Boundary boundary) {
    return boundaries.create(boundary);
  }

  @Override
  public void makeDurable(Boundary boundary) {
    boundaries.makeDurable(boundary.run());
  }

  @Override
  public void lease(Lease lease) {
    leases.create(lease);
  }

  @Override
  public List<Lease> leases() {
    return leases.all();
  }

  @Override
  public void release(UUID lease) {
    leases.delete(lease);
  }

  @Override
  public void delete(long version) {
    if (!isFreed(version)) {
      throw new IllegalArgumentException(
          "manifest " + version + " is the first, or no clean-up is recorded that removes it");
    }
    manifests.delete(ManifestCodec.name(version));
  }

  private Unreadable noGroup() {
    return place(1)
        .missing(
            "there is no table group here: its first manifest is missing",
            "Check the path. If a group was here, restore this file from a backup");
  }

  private Place place(long version) {
    return manifests.place(ManifestCodec.name(version));
  }
}
