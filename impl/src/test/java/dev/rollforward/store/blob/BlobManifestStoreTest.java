package dev.rollforward.store.blob;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.store.contract.ForwardingBlobs;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.contract.Tree;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.local.LocalBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manifest store does beyond the contract: find the newest, know its group, refuse. */
class BlobManifestStoreTest {
  @TempDir Path root;

  private Path folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("__manifest"));
  }

  /** Somebody else creates the first manifest right after this one has looked for it. */
  @Test
  void whoLosesTheRaceForTheFirstManifestLosesOnly() {
    AtomicInteger looks = new AtomicInteger();
    Blobs late =
        new ForwardingBlobs(new LocalBlobs(root)) {
          @Override
          public boolean exists(String key) {
            if (looks.getAndIncrement() == 0) {
              assertThat(super.exists(key)).isFalse();
              store().create(Samples.manifest(1, 0));
              return false;
            }
            return super.exists(key);
          }
        };

    assertThat(new BlobManifestStore(late).create(Samples.manifest(1, 0)))
        .isEqualTo(Created.EXISTS);
    assertThat(looks).hasValueGreaterThan(1);
  }

  @Test
  void theCostOfTheNewestDoesNotGrowWithHistory() throws IOException {
    lay(1, 10);
    hint(10);
    int few = probesToRead(10);
    layEnds(11, 2_000);
    hint(2_000);
    assertThat(probesToRead(2_000)).isEqualTo(few);
  }

  @Test
  void withoutAHintTheCostGrowsWithTheLogarithm() throws IOException {
    lay(1, 10);
    int few = probesToRead(10);
    layEnds(11, 2_000);
    assertThat(probesToRead(2_000)).isBetween(few + 1, few + 2 * 8 + 1);
  }

  @Test
  void whatAStoreHasSeenIsAHintToo() throws IOException {
    layEnds(1, 2_000);
    CountingBlobs blobs = new CountingBlobs(root);
    BlobManifestStore store = new BlobManifestStore(blobs);
    assertThat(store.readNewest().version()).isEqualTo(2_000);
    blobs.calls.set(0);
    assertThat(store.readNewest().version()).isEqualTo(2_000);
    assertThat(blobs.calls).as("one look whether there is another").hasValue(1);
    lay(2_001, 2_001);
    assertThat(store.readNewest().version()).isEqualTo(2_001);
  }

  @Test
  void whatAStoreHasReadOrCreatedIsNotReadAgain() throws IOException {
    lay(1, 1);
    CountingBlobs blobs = new CountingBlobs(root);
    BlobManifestStore store = new BlobManifestStore(blobs);
    store.readNewest();
    store.create(Samples.manifest(2, 0));
    blobs.reads.set(0);

    assertThat(store.readNewest()).isSameAs(store.readNewest()).isEqualTo(Samples.manifest(2, 0));
    assertThat(blobs.reads).hasValue(0);

    store().create(Samples.manifest(3, 0));
    assertThat(store.readNewest()).isSameAs(store.readNewest()).isEqualTo(Samples.manifest(3, 0));
    assertThat(blobs.reads.get()).as("the manifest, perhaps the hint").isBetween(1, 2);
  }

  @Test
  void eachCreateLeavesAFreshHint() throws IOException {
    BlobManifestStore store = store();
    for (int version = 1; version <= 5; version++) {
      assertThat(store.create(Samples.manifest(version, 0))).isEqualTo(Created.CREATED);
      assertThat(hint().read()).hasValue(version);
    }
  }

  @Test
  void aStaleHintIsFollowedForward() throws IOException {
    lay(1, 100);
    for (int hinted : new int[] {1, 50, 99, 100}) {
      hint(hinted);
      assertThat(store().readNewest()).isEqualTo(small(100));
    }
  }

  @Test
  void aDamagedHintIsIgnored() throws IOException {
    lay(1, 20);
    hint(9);
    byte[] whole = Files.readAllBytes(folder.resolve("newest"));
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      newestIs20WithHint(flipped);
      newestIs20WithHint(Arrays.copyOf(whole, at));
    }
    newestIs20WithHint("99999999999999999999 00000000\n".getBytes(ISO_8859_1));
    newestIs20WithHint("00000000000000000009 00000000\n".getBytes(ISO_8859_1));
    newestIs20WithHint((new String(whole, ISO_8859_1) + "\n").getBytes(ISO_8859_1));
    Files.delete(folder.resolve("newest"));
    Files.createDirectory(folder.resolve("newest"));
    assertThat(store().readNewest().version()).isEqualTo(20);
  }

  @Test
  void aHintThatCannotBeWrittenFailsNoCreate() throws IOException {
    Files.createDirectory(folder.resolve("newest"));
    BlobManifestStore store = store();
    assertThat(store.create(Samples.manifest(1, 0))).isEqualTo(Created.CREATED);
    assertThat(store.readNewest()).isEqualTo(Samples.manifest(1, 0));
  }

  @Test
  void aHintedManifestThatIsNotThereIsMissing() throws IOException {
    lay(1, 5);
    hint(5);
    Files.delete(file(5));
    refused(Reason.MISSING, store(), file(5), "deleted", "backup");
  }

  /** Manifests never change, so one that was read may be shown; but nothing is built on it. */
  @Test
  void nothingFollowsAManifestThatWasSeenAndIsNotThere() throws IOException {
    lay(1, 5);
    BlobManifestStore store = store();
    assertThat(store.readNewest().version()).isEqualTo(5);
    Files.delete(file(5));
    Map<String, String> before = Tree.of(root);
    refused(Reason.MISSING, () -> store.create(small(6)), file(5), "deleted", "backup");
    assertThat(Tree.of(root)).isEqualTo(before);
  }

  @Test
  void aFolderWithoutManifestsIsNoGroup() throws IOException {
    BlobManifestStore store = new BlobManifestStore(new LocalBlobs(root.resolve("elsewhere")));
    assertThat(store.isGroup()).isFalse();
    refused(Reason.MISSING, store, root.resolve("elsewhere"), "no table group", "Check the path");
    Files.writeString(folder.resolve(".00000000000000000001.json.x.tmp"), "half");
    Files.writeString(folder.resolve("newest"), "");
    Files.writeString(folder.resolve("00000000000000000001.json.bak"), "");
    assertThat(store().isGroup()).isFalse();
  }

  @Test
  void aFolderWithAnyManifestIsAGroup() throws IOException {
    Files.writeString(file(7), "whatever");
    assertThat(store().isGroup()).isTrue();
  }

  @Test
  void noSecondGroupIsStartedWhereTheFirstManifestIsGone() throws IOException {
    lay(1, 3);
    Files.delete(file(1));
    BlobManifestStore store = store();
    assertThatThrownBy(() -> store.create(Manifest.first(GroupId.random())))
        .isInstanceOf(Unreadable.class);
    refused(Reason.MISSING, store, file(1), "first manifest is missing", "backup");
    assertThat(file(1)).doesNotExist();
  }

  @Test
  void theFirstManifestSaysWhichGroupItIs() throws IOException {
    lay(1, 2);
    BlobManifestStore store = store();
    assertThat(store.group()).isEqualTo(Samples.GROUP);
    Files.write(file(3), new ManifestCodec().encode(foreign(3)));
    refused(Reason.FOREIGN, store, file(3), "of group other", "backup");
    assertThatThrownBy(() -> store.create(foreign(4))).isInstanceOf(IllegalArgumentException.class);
    assertThat(file(4)).doesNotExist();
  }

  @Test
  void aManifestUnderAnotherNumberIsForeign() throws IOException {
    lay(1, 2);
    Files.copy(file(2), file(3));
    refused(Reason.FOREIGN, store(), file(3), "not its own", "backup");
  }

  @Test
  void aDamagedFirstManifestIsRefusedEvenWhereItIsNotTheNewest() throws IOException {
    lay(1, 2);
    Files.writeString(file(1), "{}");
    refused(Reason.CORRUPT, store(), file(1), "damaged", "backup");
  }

  @Test
  void readingWritesNothing() throws IOException {
    lay(1, 20);
    hint(3);
    Files.delete(file(20));
    Map<String, String> before = Tree.of(root);
    BlobManifestStore store = store();
    assertThat(store.readNewest().version()).isEqualTo(19);
    assertThat(store.isGroup()).isTrue();
    assertThat(new BlobManifestStore(new LocalBlobs(root.resolve("elsewhere"))).isGroup())
        .isFalse();
    assertThat(Tree.of(root)).isEqualTo(before);
  }

  @Test
  void whatCannotBeToldIsAnErrorAndNeverAbsence() throws IOException {
    lay(1, 3);
    Blobs unsure =
        new ForwardingBlobs(new LocalBlobs(root)) {
          @Override
          public boolean exists(String key) {
            throw new StoreException("disk on fire");
          }
        };
    BlobManifestStore store = new BlobManifestStore(unsure);
    assertThatThrownBy(store::readNewest)
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageContaining("disk on fire");
    assertThatThrownBy(store::isGroup).isExactlyInstanceOf(StoreException.class);
  }

  private void lay(int from, int to) throws IOException {
    for (int version = from; version <= to; version++) {
      Files.write(file(version), new ManifestCodec().encode(small(version)));
    }
  }

  /** As {@link #lay}, but what lies between is only there to be found, not to be read. */
  private void layEnds(int from, int to) throws IOException {
    lay(from, from);
    for (int version = from + 1; version < to; version++) {
      Files.createLink(file(version), file(from));
    }
    lay(to, to);
  }

  private void hint(long version) throws IOException {
    hint().write(version);
  }

  private Path file(long version) {
    return folder.resolve(ManifestCodec.name(version) + ".json");
  }

  private int probesToRead(long newest) {
    CountingBlobs blobs = new CountingBlobs(root);
    assertThat(new BlobManifestStore(blobs).readNewest().version()).isEqualTo(newest);
    return blobs.calls.get();
  }

  private void newestIs20WithHint(byte[] hint) throws IOException {
    Files.write(folder.resolve("newest"), hint);
    assertThat(store().readNewest().version()).isEqualTo(20);
    assertThat(folder.resolve("newest")).hasBinaryContent(hint);
  }

  private static Manifest small(long version) {
    return empty(Samples.GROUP, version);
  }

  private static Manifest foreign(long version) {
    return empty(new GroupId("other"), version);
  }

  private static Manifest empty(GroupId group, long version) {
    return Manifest.of(group, version, Map.of(), Map.of(), Optional.empty());
  }

  private static void refused(
      Reason reason, BlobManifestStore store, Path file, String problem, String mend) {
    refused(reason, store::readNewest, file, problem, mend);
  }

  private static void refused(
      Reason reason, ThrowingCallable call, Path file, String problem, String mend) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(file.toString(), problem, mend);
  }

  private BlobManifestStore store() {
    return new BlobManifestStore(new LocalBlobs(root));
  }

  private NewestHint hint() {
    return new NewestHint(new LocalBlobs(root), "__manifest/newest");
  }

  private static final class CountingBlobs extends ForwardingBlobs {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger syncs = new AtomicInteger();

    CountingBlobs(Path root) {
      super(new LocalBlobs(root));
    }

    @Override
    public boolean exists(String key) {
      calls.incrementAndGet();
      return super.exists(key);
    }

    @Override
    public Optional<byte[]> read(String key, int limit) {
      calls.incrementAndGet();
      reads.incrementAndGet();
      return super.read(key, limit);
    }

    @Override
    public void makeDurable(String key) {
      syncs.incrementAndGet();
      super.makeDurable(key);
    }

    @Override
    public List<String> list(String path) {
      throw new AssertionError("a listing grows with history");
    }
  }
}
