package dev.rollforward.store.blob;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.RootMark;
import dev.rollforward.port.Created;
import dev.rollforward.store.json.RootMarkCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The root of a group, and the mark {@code __protocol.json} that says which protocol made it. A
 * root with a manifest and without a mark was made before there were marks, or has lost it: then
 * the id of its group says it, and nothing is written.
 *
 * <p>Safe for use by several threads and processes.
 */
public final class BlobRoot {
  private static final int MOST_NAMED = 5;

  private final Blobs blobs;
  private final StoredObjects<RootMark> marks;
  private final BlobManifestStore manifests;

  /** Nothing is read or written yet. */
  public BlobRoot(Blobs blobs) {
    this.blobs = blobs;
    this.marks = new StoredObjects<>(blobs, "", new RootMarkCodec());
    this.manifests = new BlobManifestStore(blobs);
  }

  /**
   * The manifests of the group that is here, for reading only. Nothing is written.
   *
   * @throws Unreadable if there is none (MISSING), another protocol made it (FOREIGN), or mark or
   *     newest manifest cannot be used
   */
  public BlobManifestStore openToRead(Protocol protocol) {
    require(protocol, protocol());
    manifests.readNewest();
    return manifests;
  }

  /**
   * The manifests of the group that is here, for reading and writing.
   *
   * @throws Unreadable as {@link #openToRead}, and if a manifest is missing; nothing was changed
   * @throws StoreException if the place is not fit to be written to, see {@link Blobs#probe}
   */
  public BlobManifestStore openToWrite(Protocol protocol) {
    openToRead(protocol);
    probe();
    manifests.checkWhole();
    return manifests;
  }

  /**
   * Makes the group, for reading and writing.
   *
   * @throws StoreException.AlreadyExists if a group is here, or another process is making one;
   *     nothing was changed
   * @throws Unreadable MISSING if a group was here, and its manifests are gone
   */
  public BlobManifestStore create(Protocol protocol) {
    if (manifests.isGroup()) {
      throw alreadyExists();
    }
    refuseRemains();
    probe();
    RootMark own = RootMark.of(protocol);
    if (marks.create(own) != Created.CREATED) {
      throw alreadyExists();
    }
    manifests.create(Manifest.first(own.group()));
    return openToWrite(protocol);
  }

  private StoreException alreadyExists() {
    return new StoreException.AlreadyExists(
        blobs.location("")
            + ": a table group exists here. Open it with TableGroup.open, or choose another root");
  }

  /**
   * The same, making the group if there is none. Who loses the race to make it opens the winner's.
   *
   * @throws Unreadable as {@link #openToWrite}; MISSING only if a group was here, and its manifests
   *     are gone
   */
  public BlobManifestStore createOrOpen(Protocol protocol) {
    if (!manifests.isGroup()) {
      refuseRemains();
      probe();
      RootMark own = RootMark.of(protocol);
      RootMark mark = marks.create(own) == Created.CREATED ? own : mark().orElseThrow();
      require(protocol, mark.protocol());
      manifests.create(Manifest.first(mark.group()));
    }
    return openToWrite(protocol);
  }

  private void probe() {
    blobs.probe(List.of(BlobManifestStore.FOLDER, BlobSidecarStore.FOLDER, BlobAuditStore.FOLDER));
  }

  /**
   * The protocol that made this root.
   *
   * @throws Unreadable if there is no group here, or mark or first manifest cannot be used
   */
  public Protocol protocol() {
    Optional<RootMark> mark = mark();
    if (!manifests.isGroup()) {
      refuseRemains();
      throw notAGroup();
    }
    GroupId group = manifests.group();
    if (mark.isPresent() && !mark.get().group().equals(group)) {
      throw foreignMark(mark.get(), group);
    }
    return Protocol.of(group);
  }

  private Optional<RootMark> mark() {
    return marks.read(RootMarkCodec.NAME);
  }

  /**
   * Only a group leaves sidecars, audits, tables or a hint behind: where they are and no manifest
   * is, the manifests were lost. A group that is being made has none of them before its manifest.
   */
  private void refuseRemains() {
    List<String> remains = remains();
    // Looked at again: others may have made the group, and written to it, meanwhile.
    if (!remains.isEmpty() && !manifests.isGroup()) {
      throw new Unreadable(
          Reason.MISSING,
          blobs.location(BlobManifestStore.FOLDER),
          "a table group was here and its manifests are gone, but not "
              + String.join(", ", remains.subList(0, Math.min(MOST_NAMED, remains.size())))
              + (remains.size() > MOST_NAMED ? " and more" : ""),
          "Restore this folder from a backup that is no older than the tables. To make a new group,"
              + " choose an empty folder. Nothing was changed",
          null);
    }
  }

  private List<String> remains() {
    List<String> remains = new ArrayList<>();
    blobs
        .list(BlobManifestStore.FOLDER)
        .forEach(n -> remains.add(BlobManifestStore.FOLDER + "/" + n));
    blobs
        .list(BlobSidecarStore.FOLDER)
        .forEach(n -> remains.add(BlobSidecarStore.FOLDER + "/" + n));
    blobs.list(BlobAuditStore.FOLDER).forEach(n -> remains.add(BlobAuditStore.FOLDER + "/" + n));
    blobs.list("").stream().filter(name -> name.endsWith(".lance")).forEach(remains::add);
    return remains;
  }

  private void require(Protocol wanted, Protocol found) {
    if (!wanted.equals(found)) {
      throw new Unreadable(
          Reason.FOREIGN,
          blobs.toString(),
          "this root was made by protocol '" + found + "', and '" + wanted + "' may not touch it",
          "Open it with software of protocol '" + found + "', or make a new group elsewhere",
          null);
    }
  }

  private Unreadable foreignMark(RootMark mark, GroupId group) {
    return marks
        .place(RootMarkCodec.NAME)
        .foreign("this is the mark of group " + mark.group() + ", and the group here is " + group);
  }

  private Unreadable notAGroup() {
    return new Unreadable(
        Reason.MISSING,
        blobs.toString(),
        blobs.exists("")
            ? "is not a table group: it has no manifest in " + BlobManifestStore.FOLDER
            : "does not exist",
        "Check the path, or make a new group with TableGroup.create",
        null);
  }
}
