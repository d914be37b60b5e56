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
import dev.rollforward.store.json.ChainedManifest;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.local.LocalBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    assertThat(blobs.calls)
        .as("one look whether there is another, and one whether a clean-up has begun")
        .hasValue(2);
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
    assertThat(blobs.reads).as("the manifest, without the hint").hasValue(1);
  }

  @Test
  void everyEighthCreateLeavesAFreshHint() throws IOException {
    BlobManifestStore store = store();
    for (int version = 1; version <= 20; version++) {
      assertThat(store.create(Samples.manifest(version, 0))).isEqualTo(Created.CREATED);
      assertThat(hint().read()).hasValue(version < 9 ? 1 : version < 17 ? 9 : 17);
    }
  }

  /** One look for a clean-up after it, and nothing before it: the manifest before it is known. */
  @Test
  void aCreateOnWhatIsKnownAsksNothingBefore() throws IOException {
    lay(1, 3);
    CountingBlobs blobs = new CountingBlobs(root);
    BlobManifestStore store = new BlobManifestStore(blobs);
    store.readNewest();
    blobs.calls.set(0);

    assertThat(store.create(small(4))).isEqualTo(Created.CREATED);
    assertThat(store.readKnown()).isEqualTo(small(4));
    assertThat(blobs.calls).hasValue(1);
  }

  @Test
  void whatIsKnownMayBeOlderThanTheNewest() throws IOException {
    lay(1, 3);
    BlobManifestStore store = store();
    assertThat(store.readKnown()).isEqualTo(small(3));
    lay(4, 4);

    assertThat(store.readKnown()).isEqualTo(small(3));
    assertThat(store.create(small(4))).isEqualTo(Created.EXISTS);
    assertThat(store.readNewest()).isEqualTo(small(4));
    assertThat(store.readKnown()).isEqualTo(small(4));
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
  void anOverlongHintIsRepairedByTheNext() throws IOException {
    lay(1, 8);
    Files.writeString(folder.resolve("newest"), "x".repeat(1_000));
    BlobManifestStore store = store();
    assertThat(store.readNewest().version()).isEqualTo(8);
    store.create(small(9));
    assertThat(hint().read()).hasValue(9);
  }

  /** Opening a pipe for reading or for writing would wait for the other end, for ever. */
  @Test
  @Timeout(60)
  void aPipeInThePlaceOfTheHintIsNotWaitedForAndReplaced() throws Exception {
    lay(1, 8);
    String pipe = folder.resolve("newest").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).inheritIO().start().waitFor()).isZero();
    BlobManifestStore store = store();
    assertThat(store.readNewest().version()).isEqualTo(8);
    store.create(small(9));
    assertThat(hint().read()).hasValue(9);
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

  /** Manifests never change, so one that was read may be built on; whoever reads next misses it. */
  @Test
  void oneThatSomebodyDeletesUnderAProcessIsMissedByTheNext() throws IOException {
    lay(1, 5);
    BlobManifestStore store = store();
    assertThat(store.readNewest().version()).isEqualTo(5);
    Files.delete(file(5));
    assertThat(store.create(small(6))).isEqualTo(Created.CREATED);

    hint(6);
    refused(Reason.MISSING, store(), file(5), "deleted", "backup");
    Map<String, String> before = Tree.of(root);
    refused(Reason.MISSING, store()::checkWhole, file(5), "deleted", "backup");
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
    Files.write(file(3), content(foreign(3)));
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

  /** Two histories in one folder: parts of two backups, or a copy on which somebody went on. */
  @Test
  void aManifestThatDoesNotFollowTheOneBeforeItIsRefused() throws IOException {
    lay(1, 3);
    byte[] third = Files.readAllBytes(file(3));
    BlobManifestStore open = store();
    assertThat(open.readNewest().version()).isEqualTo(3);
    Files.delete(file(2));
    Files.delete(file(3));
    Files.write(file(2), content(Samples.manifest(2, 1)));
    Files.write(file(3), third);

    Map<String, String> before = Tree.of(root);
    refused(Reason.CORRUPT, store(), file(3), "does not follow manifest 2", "one backup");
    refused(
        Reason.CORRUPT, () -> checked(store()), file(3), "two histories", "Nothing was changed");
    assertThat(Tree.of(root)).isEqualTo(before);
  }

  @Test
  void whoHasSeenOneHistoryDoesNotGoOnWithAnother() throws IOException {
    lay(1, 2);
    BlobManifestStore store = store();
    assertThat(store.readNewest().version()).isEqualTo(2);
    Files.delete(file(2));
    Files.write(file(2), content(Samples.manifest(2, 1)));
    lay(3, 3);

    refused(Reason.CORRUPT, store, file(3), "does not follow manifest 2", "one backup");
    assertThat(file(4)).doesNotExist();
  }

  @Test
  void theCheckOfTheChainReadsOnlyTheBeginningOfTheOneBefore() throws IOException {
    lay(1, 20);
    hint(20);
    List<Integer> limits = new ArrayList<>();
    Blobs recording =
        new ForwardingBlobs(new LocalBlobs(root)) {
          @Override
          public Optional<byte[]> read(String key, int limit) {
            if (key.endsWith("19.json")) {
              limits.add(limit);
            }
            return super.read(key, limit);
          }
        };
    assertThat(new BlobManifestStore(recording).readNewest().version()).isEqualTo(20);
    assertThat(limits).containsExactly(256);
  }

  @Test
  void aHistoryIsVerifiedFromItsFirstManifestOn() throws IOException {
    BlobManifestStore store = store();
    for (int version = 1; version <= 20; version++) {
      store.create(Samples.manifest(version, 0));
    }
    assertThat(checked(store())).isEqualTo(20);

    byte[] tenth = Files.readAllBytes(file(10));
    tenth[tenth.length - 3] ^= 1;
    Files.write(file(10), tenth);
    assertThat(store().readNewest().version()).as("only what is needed is read").isEqualTo(20);
    refused(Reason.CORRUPT, () -> checked(store()), file(10), "checksum does not fit", "backup");
  }

  @Test
  void aTimeThatGoesBackIsFoundByVerifying() throws IOException {
    lay(1, 1);
    Files.write(file(2), content(small(2).madeAt(Instant.ofEpochSecond(20))));
    Files.write(file(3), content(small(3).madeAt(Instant.ofEpochSecond(10))));
    assertThat(store().readNewest().version()).as("no rule needs the time").isEqualTo(3);
    refused(Reason.CORRUPT, () -> checked(store()), file(3), "before the one before it", "backup");
  }

  /** Visible is not durable: who acts on what another process wrote syncs it first, and once. */
  @Test
  void whatOthersWroteIsMadeDurableOnce() throws IOException {
    lay(1, 3);
    CountingBlobs blobs = new CountingBlobs(root);
    BlobManifestStore store = new BlobManifestStore(blobs);
    store.makeDurable(store.readNewest().version());
    store.makeDurable(3);
    store.makeDurable(2);
    assertThat(blobs.syncs).hasValue(1);
    store.create(small(4));
    store.makeDurable(4);
    assertThat(blobs.syncs).as("its own are durable").hasValue(1);
  }

  @Test
  void whatCannotBeMadeDurableIsUnknownUntilItIs() throws IOException {
    lay(1, 1);
    AtomicBoolean sick = new AtomicBoolean(true);
    Blobs blobs =
        new ForwardingBlobs(new LocalBlobs(root)) {
          @Override
          public void makeDurable(String key) {
            if (sick.get()) {
              throw new StoreException.OutcomeUnknown(key + " may be lost", null);
            }
            super.makeDurable(key);
          }
        };
    BlobManifestStore store = new BlobManifestStore(blobs);
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> store.makeDurable(1))
          .isInstanceOf(StoreException.OutcomeUnknown.class);
    }
    sick.set(false);
    store.makeDurable(1);
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
      Files.write(file(version), content(small(version)));
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

  /** The bytes of {@code manifest}, which follows what lies under the number before it. */
  private byte[] content(Manifest manifest) throws IOException {
    ManifestCodec codec = new ManifestCodec();
    Optional<String> parent =
        manifest.version() == 1
            ? Optional.empty()
            : Optional.of(
                codec.checksum(Files.readAllBytes(file(manifest.version() - 1)), "before"));
    return codec.encode(new ChainedManifest(manifest, parent));
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
      Reason reason, BlobManifestStore store, Path file, String problem, String remedy) {
    refused(reason, store::readNewest, file, problem, remedy);
  }

  private static void refused(
      Reason reason, ThrowingCallable call, Path file, String problem, String remedy) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(file.toString(), problem, remedy);
  }

  /** How many manifests there are; throws the first of what is wrong with them. */
  static int checked(BlobManifestStore store) {
    List<Manifest> all = new ArrayList<>();
    store
        .check(all::add)
        .forEach(
            problem -> {
              throw problem;
            });
    return all.size();
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
