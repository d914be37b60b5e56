package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Verification.Finding;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Kept;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.contract.Tree;
import dev.rollforward.store.local.LocalBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lance.Dataset;

/**
 * Whatever is planted into a group of real Lance tables is found, by the name of what it breaks.
 */
class VerifyTest {
  private static final BufferAllocator MEMORY = new RootAllocator();
  @TempDir private static Path folder;
  private static Path sound;
  private static String dataset;

  /**
   * Manifest 2 creates a and b, 3 to 5 append to both, 6 compacts a, 7 indexes it. Nothing is
   * changed in it later.
   */
  @BeforeAll
  static void aGroup() {
    sound = folder.resolve("sound");
    try (TableGroup group = TableGroup.create(sound)) {
      commit(group.begin().create("a", numbers(0)).create("b", numbers(0)));
      for (int i = 1; i <= 3; i++) {
        commit(group.begin().append("a", numbers(i)).append("b", numbers(i)));
      }
      commit(group.begin().compact("a"));
      commit(group.begin().buildIndex("a", "n", IndexOptions.btree()));
      dataset = group.inspect().pins().get("a").dataset();
    }
  }

  @AfterAll
  static void close() {
    MEMORY.close();
  }

  private static ArrowReader numbers(long... numbers) {
    return NumberRows.of(MEMORY, numbers);
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(CommitResult.Committed.class);
  }

  /** Something that is wrong with a root. */
  private interface Planting {
    void plant(Path root) throws IOException;
  }

  /** What is planted, and the check that finds it. */
  enum Damage {
    MANIFEST_ALTERED("ManifestChain", root -> alter(manifest(root, 4))),
    MANIFEST_DELETED("ManifestChain", root -> Files.delete(manifest(root, 4))),
    MANIFEST_OF_ANOTHER_HISTORY(
        "ManifestChain",
        root -> {
          Path other = Tree.copy(root, root.resolveSibling(root.getFileName() + "-other"));
          for (int i = 8; i <= 10; i++) {
            createManifest(root, VerifyTest::next);
          }
          createManifest(other, newest -> next(newest).madeAt(Instant.now()));
          Files.delete(manifest(root, 8));
          Files.copy(manifest(other, 8), manifest(root, 8));
        }),
    OLD_VERSION_GONE("RetainedIsReadable", root -> Files.delete(version(root, 2))),
    PINNED_VERSION_ALTERED("RetainedIsReadable", root -> cut(version(root, 3))),
    DATA_FILE_GONE(
        "RetainedIsReadable",
        root -> Files.delete(files(root.resolve(dataset).resolve("data")).get(0))),
    DATA_FILES_CUT(
        "RetainedIsReadable",
        root -> {
          for (Path file : files(root.resolve(dataset).resolve("data"))) {
            cut(file);
          }
        }),
    INDEX_GONE(
        "RetainedIsReadable", root -> Tree.delete(root.resolve(dataset).resolve("_indices"))),
    TABLE_OF_ANOTHER_COPY(
        "RetainedIsReadable",
        root -> {
          Path other = root.resolveSibling(root.getFileName() + "-other");
          try (TableGroup group = TableGroup.create(other)) {
            commit(group.begin().create("a", numbers(0)));
            for (int i = 1; i <= 6; i++) {
              commit(group.begin().append("a", numbers(i)));
            }
            Path table = other.resolve(group.inspect().pins().get("a").dataset());
            Tree.delete(root.resolve(dataset));
            Tree.copy(table, root.resolve(dataset));
          }
        }),
    SIDECAR_UNREADABLE(
        "EffectAfterIntent", root -> write(root.resolve("__recovery/half.json"), "{\"rollfo")),
    SIDECAR_OF_NO_NAME(
        "EffectAfterIntent", root -> write(root.resolve("__recovery/what is this.json"), "{}")),
    AUDIT_UNREADABLE("AuditTruth", root -> write(root.resolve("__audit/half.json"), "{\"rollfo")),
    AUDIT_OF_THE_CONTRARY(
        "DecisionStable",
        root -> {
          Manifest newest = new BlobManifestStore(new LocalBlobs(root)).readNewest();
          new BlobAuditStore(new LocalBlobs(root), newest::group)
              .create(
                  new Audit(
                      newest.group(),
                      newest.committedBy().orElseThrow(),
                      new TreeMap<>(),
                      Verdict.ABORTED,
                      "planted",
                      newest.version(),
                      Optional.empty()));
        }),
    TAGGED_MANIFEST_GONE(
        "RetainedIsReadable",
        root -> {
          try (TableGroup group = TableGroup.open(root)) {
            group.tags().create("start", At.version(2));
            commit(group.begin().append("b", numbers(9)));
            group
                .maintenance()
                .cleanUp(Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO));
          }
          Files.delete(manifest(root, 2));
        }),
    CLEAN_UP_TAKEN_BACK(
        "NoResurrection",
        root -> {
          createManifest(root, newest -> newest.keeping(newest.kept().from(2)));
          createManifest(root, newest -> newest.keeping(Kept.ALL));
        }),
    NAME_WITHOUT_A_COMMIT(
        "AtomicVisibility",
        root -> createManifest(root, newest -> with(newest, "c", newest.table("a").orElseThrow()))),
    NAMES_OF_ONE_DATASET(
        "NameUnique",
        root -> createManifest(root, newest -> with(newest, "c", newest.table("a").orElseThrow()))),
    ROWS_THAT_A_DERIVED_CHANGE_LOST(
        "DerivedKeepsContent",
        root ->
            createManifest(
                root,
                newest -> {
                  PinnedTable b = newest.table("b").orElseThrow();
                  return with(newest, "b", new PinnedTable(b.pin(), "COMPACT", b.transaction(), 1));
                }));

    private final String check;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Planting planting;

    Damage(String check, Planting planting) {
      this.check = check;
      this.planting = planting;
    }
  }

  @Test
  void inAGroupThatIsWholeNothingIsFound() {
    Verification found = verify(sound, true);

    assertThat(found.findings()).isEmpty();
    assertThat(found.manifests()).isEqualTo(7);
    assertThat(found.versions()).as("6 of a, 4 of b").isEqualTo(10);
    assertThat(found.rows()).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void plantedDamageIsFound(Damage damage) throws IOException {
    Path root = Tree.copy(sound, folder.resolve(damage.name()));
    damage.planting.plant(root);
    Map<String, String> before = Tree.of(root);

    Verification found = verify(root, true);

    assertThat(found.isSound()).isFalse();
    assertThat(found.findings())
        .filteredOn(Finding::isViolation)
        .extracting(Finding::check)
        .contains(damage.check);
    assertThat(found.findings()).allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
    assertThat(Tree.of(root)).as("verify writes nothing").isEqualTo(before);
  }

  @Test
  void whatOperatorsDecideOnIsANote() throws IOException {
    Path root = Tree.copy(sound, folder.resolve("notes"));
    Files.createDirectory(root.resolve("stray.lance"));
    try (TableGroup group = TableGroup.open(root);
        Snapshot now = group.snapshot();
        Dataset past = now.dataset("b")) {
      past.delete("n = 1");
      Transaction dies = group.begin().append("a", numbers(5));
      try (Activation halted = Failpoints.activate(Failpoint.AfterArmSidecar, Effect.halt())) {
        throw new AssertionError("it did not die: " + dies.commit());
      } catch (Halt expected) {
        assertThat(dies.id()).isNotNull();
      }
    }

    Verification found = verify(root, true);

    assertThat(found.isSound()).isTrue();
    assertThat(found.findings())
        .extracting(Finding::check)
        .containsExactly("Unfinished", "External", "Orphan");
  }

  /** Whatever comes and goes meanwhile, it is no violation. */
  @Test
  void besideWritersAndCleanUpsNothingIsFound() throws IOException {
    Path root = Tree.copy(sound, folder.resolve("busy"));
    Retention newest = Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO);
    try (TableGroup busy = TableGroup.open(root);
        TableGroup group = TableGroup.open(root, OpenOptions.readOnly())) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20; i++) {
                  commit(busy.begin().append("a", numbers(i)).create("t" + i, numbers(i)));
                  commit(busy.begin().drop("t" + i));
                  if (i % 4 == 0) {
                    busy.maintenance().cleanUp(newest);
                  }
                }
              });
      boolean isLast;
      do {
        isLast = writer.isDone();
        Verification found = group.maintenance().verify(false);
        assertThat(found.findings()).filteredOn(Finding::isViolation).isEmpty();
      } while (!isLast);
      writer.join();
    }
  }

  private static Verification verify(Path root, boolean rows) {
    try (TableGroup group = TableGroup.open(root, OpenOptions.readOnly())) {
      return group.maintenance().verify(rows);
    }
  }

  private static Path manifest(Path root, long version) {
    return root.resolve("__manifest").resolve(String.format(Locale.ROOT, "%020d.json", version));
  }

  private static Path version(Path root, long version) {
    return root.resolve(dataset)
        .resolve("_versions")
        .resolve(Long.toUnsignedString(-1L - version) + ".manifest");
  }

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.sorted().toList();
    }
  }

  private static void alter(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length - 3] ^= 1;
    Files.write(file, content);
  }

  private static void cut(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length / 2));
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void createManifest(Path root, UnaryOperator<Manifest> change) {
    BlobManifestStore store = new BlobManifestStore(new LocalBlobs(root));
    store.create(change.apply(store.readNewest()));
  }

  private static Manifest next(Manifest manifest) {
    return manifest.keeping(manifest.kept());
  }

  private static Manifest with(Manifest manifest, String name, PinnedTable table) {
    TreeMap<String, PinnedTable> tables = new TreeMap<>(manifest.tables());
    tables.put(name, table);
    return new Manifest(
        manifest.group(),
        manifest.version() + 1,
        manifest.time(),
        manifest.origin(),
        tables,
        List.of(),
        manifest.sources(),
        manifest.decisions(),
        Optional.empty(),
        manifest.kept());
  }
}
