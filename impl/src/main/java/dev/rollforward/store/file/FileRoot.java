package dev.rollforward.store.file;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.RootMark;
import dev.rollforward.port.Created;
import dev.rollforward.port.StoreException.Unreadable;
import dev.rollforward.port.StoreException.Unreadable.Reason;
import dev.rollforward.store.json.RootMarkCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A root folder on a local file system, and the mark {@code __protocol.json} that says which
 * protocol made it. A root with a manifest and without a mark was made before there were marks, or
 * has lost it: the id of its group tells then, and nothing is written.
 */
public final class FileRoot {
  private final Path root;
  private final ObjectFolder<RootMark> marks;
  private final FileManifestStore manifests;

  /**
   * Nothing is read or written yet.
   *
   * @param root the group's folder; need not exist
   */
  public FileRoot(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.marks = new ObjectFolder<>(this.root, new RootMarkCodec(), new DiskOps());
    this.manifests = new FileManifestStore(this.root);
  }

  /**
   * The manifests of the group that stands here.
   *
   * @throws Unreadable if there is none (MISSING), another protocol made it (FOREIGN), or mark or
   *     newest manifest cannot be used; nothing was changed
   */
  public FileManifestStore open(Protocol protocol) {
    require(protocol, protocol());
    manifests.readNewest();
    return manifests;
  }

  /**
   * The same, making the group if there is none. Whoever loses the race to make it opens the
   * winner's.
   *
   * @throws Unreadable as {@link #open}, but for MISSING
   */
  public FileManifestStore create(Protocol protocol) {
    if (!manifests.isGroup()) {
      RootMark own = RootMark.of(protocol);
      RootMark mark = marks.create(own) == Created.CREATED ? own : mark().orElseThrow();
      require(protocol, mark.protocol());
      manifests.create(Manifest.first(mark.group()));
    }
    return open(protocol);
  }

  /**
   * The protocol that made this root.
   *
   * @throws Unreadable if there is no group here, or mark or first manifest cannot be used
   */
  public Protocol protocol() {
    Optional<RootMark> mark = mark();
    if (!manifests.isGroup()) {
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

  private void require(Protocol wanted, Protocol found) {
    if (!wanted.equals(found)) {
      throw new Unreadable(
          Reason.FOREIGN,
          root.toString(),
          "this root was made by protocol '%s', and '%s' may not touch it".formatted(found, wanted),
          "Open it with software of protocol '%s', or make a new group elsewhere".formatted(found),
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
        root.toString(),
        Files.exists(root) ? "is not a table group: it has no __manifest folder" : "does not exist",
        "Check the path, or make a new group with TableGroup.create",
        null);
  }
}
