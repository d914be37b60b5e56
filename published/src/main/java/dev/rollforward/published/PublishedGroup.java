package dev.rollforward.published;

import dev.rollforward.StoreException;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Protocol;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.lance.LanceVersionReader;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Faults;
import dev.rollforward.published.engine.Setting;
import dev.rollforward.published.engine.SidecarSweep;
import dev.rollforward.published.engine.SidecarSweep.Mode;
import dev.rollforward.published.engine.SidecarWriter;
import dev.rollforward.published.engine.SweepFailedException;
import dev.rollforward.published.engine.SweepReport;
import dev.rollforward.published.engine.SweepStores;
import dev.rollforward.published.engine.WriteIntent;
import dev.rollforward.published.file.FileAuditLog;
import dev.rollforward.published.file.FilePublishedSidecars;
import dev.rollforward.published.file.FileSchemas;
import dev.rollforward.published.lance.PublishedTables;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobRoot;
import dev.rollforward.store.local.LocalBlobs;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Research only: it loses acknowledged commits, so do not use it for data that anybody wants; use
 * {@link dev.rollforward.TableGroup}. This is the sweep that was published before our protocol, as
 * {@code spec/SidecarSweep.tla} models it, run on real tables so that its faults can be seen.
 *
 * <p>Not safe for use by several threads: writers of one handle do not even take turns. Any number
 * of handles and processes may open one root, and then show what is wrong with the design.
 */
public final class PublishedGroup implements AutoCloseable {
  /** The name in the mark of its roots. */
  public static final Protocol PROTOCOL = new Protocol("published-sweep");

  /** What everybody who meets such a root is told. */
  public static final String WARNING =
      "This root uses the published sweep, which loses acknowledged commits. It is here for"
          + " research; do not use it";

  private static final Logger LOG = LoggerFactory.getLogger(PublishedGroup.class);

  private final Path root;
  private final BufferAllocator allocator = new RootAllocator();
  private final LanceTableStore lance;
  private final PublishedTables tables;
  private final SweepStores stores;
  private final Setting setting;
  private SweepReport openReport;

  private PublishedGroup(Path root, ManifestStore manifests, GroupId group, Setting setting) {
    this.root = root;
    this.setting = setting;
    this.lance = new LanceTableStore(root, allocator);
    this.tables = new PublishedTables(lance, root, allocator);
    this.stores =
        new SweepStores(
            manifests,
            new FilePublishedSidecars(root, group),
            new FileAuditLog(root, group),
            new FileSchemas(root),
            tables);
  }

  /**
   * Research only, see above. Makes a new root, or opens the one that is there.
   *
   * @throws StoreException as {@link #open(Path, PublishedOptions)}
   */
  public static PublishedGroup create(Path root) {
    return create(root, PublishedOptions.asMerged());
  }

  /**
   * Research only, see above. Makes a new root, or opens the one that is there.
   *
   * @throws StoreException as {@link #open(Path, PublishedOptions)}
   */
  public static PublishedGroup create(Path root, PublishedOptions options) {
    new BlobRoot(new LocalBlobs(root)).createOrOpen(PROTOCOL);
    return open(root, options);
  }

  /**
   * Research only, see above. Opens a root and recovers it, as merged.
   *
   * @throws StoreException as {@link #open(Path, PublishedOptions)}
   */
  public static PublishedGroup open(Path root) {
    return open(root, PublishedOptions.asMerged());
  }

  /**
   * Research only, see above. Opens a root and recovers it.
   *
   * @throws StoreException.Unreadable if there is no such root, another protocol made it, or it has
   *     a sidecar that must not be used; that sidecar is left as it is
   * @throws SweepFailedException if recovery fails over an operation
   */
  public static PublishedGroup open(Path root, PublishedOptions options) {
    return open(root, options, Faults.NONE);
  }

  static PublishedGroup open(Path root, PublishedOptions options, Faults faults) {
    Objects.requireNonNull(options, "options");
    PublishedGroup group =
        unswept(
            root,
            new Setting(options.variant(), options.actor(), options.listener(), faults),
            place -> place.openToWrite(PROTOCOL));
    LOG.warn("{}: {}", group.root, WARNING);
    try {
      group.openReport = group.sweep(options.mode());
      return group;
    } catch (RuntimeException | Error failure) {
      group.close();
      throw failure;
    }
  }

  private static PublishedGroup unswept(
      Path root, Setting setting, Function<BlobRoot, BlobManifestStore> how) {
    Path absolute = root.toAbsolutePath().normalize();
    BlobManifestStore manifests = how.apply(new BlobRoot(new LocalBlobs(absolute)));
    return new PublishedGroup(absolute, manifests, manifests.group(), setting);
  }

  /**
   * What stands in a root, whatever its state. Never writes.
   *
   * @throws StoreException if there is no such root, or its manifest cannot be read
   */
  public static PublishedView inspect(Path root) {
    PublishedOptions options = PublishedOptions.asMerged();
    Setting setting =
        new Setting(options.variant(), options.actor(), options.listener(), Faults.NONE);
    try (PublishedGroup group = unswept(root, setting, place -> place.openToRead(PROTOCOL))) {
      return group.view();
    }
  }

  /** Where it lives; absolute. */
  public Path root() {
    return root;
  }

  /** What the sweep of this open did. */
  public SweepReport openReport() {
    return openReport;
  }

  /**
   * Recovers as a running process does: it rolls forward, and never restores. Open the root anew
   * for the rest.
   *
   * @throws SweepFailedException if it fails over an operation
   */
  public SweepReport recover() {
    return sweep(Mode.RollForwardOnly);
  }

  private SweepReport sweep(Mode mode) {
    return new SidecarSweep(stores, mode, setting).run();
  }

  /** A new, empty operation, on the tables as the manifest shows them now. */
  public PublishedOperation operation(WriterKind kind) {
    return new PublishedOperation(this, stores.manifest(), kind);
  }

  Reply commit(WriteIntent intent) {
    return new SidecarWriter(stores, intent, setting).run();
  }

  /**
   * Opens what the manifest shows of {@code table}.
   *
   * @return a reader; the caller closes it
   * @throws IllegalArgumentException if there is no such table
   */
  public LanceVersionReader read(String table) {
    Manifest manifest = stores.manifest();
    Pin pin =
        manifest
            .pin(table)
            .orElseThrow(() -> new IllegalArgumentException("there is no table '" + table + "'"));
    return lance.openVersion(pin.table(), pin.version());
  }

  /** What stands in the stores. Never writes. */
  public PublishedView view() {
    return PublishedView.of(stores);
  }

  Setting setting() {
    return setting;
  }

  LanceTableStore lance() {
    return lance;
  }

  PublishedTables tables() {
    return tables;
  }

  /**
   * Frees native memory.
   *
   * @throws IllegalStateException if a reader of it is still open
   */
  @Override
  public void close() {
    lance.close();
    allocator.close();
  }
}
