package dev.rollforward.published.file;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.json.PublishedSidecarCodec;
import dev.rollforward.published.port.PublishedSidecarStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Sidecars as files {@code __recovery/<operation id>.json}. */
public final class FilePublishedSidecars implements PublishedSidecarStore {
  private static final String FOLDER = "__recovery";

  private final Path folder;
  private final JsonFolder<PublishedSidecar> sidecars;
  private final GroupId group;

  /**
   * @param root the root's folder
   * @param group its group
   */
  public FilePublishedSidecars(Path root, GroupId group) {
    this.folder = root.resolve(FOLDER);
    this.sidecars = new JsonFolder<>(folder, new PublishedSidecarCodec());
    this.group = group;
  }

  @Override
  public Listing list() {
    List<OperationId> operations = new ArrayList<>();
    List<Unreadable> problems = new ArrayList<>();
    for (String fileName : sidecars.fileNames()) {
      JsonFolder.objectName(fileName)
          .filter(OperationId::isValid)
          .map(OperationId::new)
          .ifPresentOrElse(operations::add, () -> problems.add(stranger(fileName)));
    }
    Collections.sort(operations);
    return new Listing(operations, problems);
  }

  private Unreadable stranger(String fileName) {
    return new Unreadable(
        Reason.FOREIGN,
        folder.resolve(fileName).toString(),
        "this is no operation's sidecar: those are named <operation>.json",
        "Give it back its name if it had another, or move it out of this folder. Until then this"
            + " root opens for nobody",
        null);
  }

  @Override
  public Optional<PublishedSidecar> read(OperationId operation) {
    return sidecars.read(operation.value(), group);
  }

  @Override
  public Optional<PublishedSidecar> readOfAnyRoot(OperationId operation) {
    return sidecars.read(operation.value());
  }

  @Override
  public Created create(PublishedSidecar sidecar) {
    return sidecars.create(sidecar);
  }

  @Override
  public void put(PublishedSidecar sidecar) {
    sidecars.put(sidecar);
  }

  @Override
  public void delete(OperationId operation) {
    sidecars.delete(operation.value());
  }
}
