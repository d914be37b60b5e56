package dev.rollforward.store.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.StoreException;
import dev.rollforward.port.StoreException.Unreadable;
import dev.rollforward.port.StoreException.Unreadable.Reason;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.json.ManifestCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manifest store does beyond the contract: find the newest, know its group, refuse. */
class FileManifestStoreTest {
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
    FileOps late =
        new ForwardingOps() {
          @Override
          public boolean exists(Path file) throws IOException {
            if (looks.getAndIncrement() == 0) {
              assertThat(super.exists(file)).isFalse();
              new FileManifestStore(root).create(Samples.manifest(1, 0));
              return false;
            }
            return super.exists(file);
          }
        };

    assertThat(new FileManifestStore(root, late).create(Samples.manifest(1, 0)))
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
    CountingOps ops = new CountingOps();
    FileManifestStore store = new FileManifestStore(root, ops);
    assertThat(store.readNewest().version()).isEqualTo(2_000);
    ops.calls.set(0);
    assertThat(store.readNewest().version()).isEqualTo(2_000);
    assertThat(ops.calls).hasValueLessThanOrEqualTo(2);
    lay(2_001, 2_001);
    assertThat(store.readNewest().version()).isEqualTo(2_001);
  }

  @Test
  void whatAStoreHasReadOrCreatedIsNotReadAgain() throws IOException {
    lay(1, 1);
    CountingOps ops = new CountingOps();
    FileManifestStore store = new FileManifestStore(root, ops);
    store.readNewest();
    store.create(Samples.manifest(2, 0));
    ops.reads.set(0);

    assertThat(store.readNewest()).isSameAs(store.readNewest()).isEqualTo(Samples.manifest(2, 0));
    assertThat(ops.reads).hasValue(0);

    new FileManifestStore(root).create(Samples.manifest(3, 0));
    assertThat(store.readNewest()).isSameAs(store.readNewest()).isEqualTo(Samples.manifest(3, 0));
    assertThat(ops.reads.get()).as("the manifest, perhaps the hint").isBetween(1, 2);
  }

  @Test
  void eachCreateLeavesAFreshHint() throws IOException {
    FileManifestStore store = new FileManifestStore(root);
    for (int version = 1; version <= 5; version++) {
      assertThat(store.create(Samples.manifest(version, 0))).isEqualTo(Created.CREATED);
      assertThat(new HintFile(folder.resolve("newest"), new DiskOps()).read()).hasValue(version);
    }
  }

  @Test
  void aStaleHintIsFollowedForward() throws IOException {
    lay(1, 100);
    for (int hinted : new int[] {1, 50, 99, 100}) {
      hint(hinted);
      assertThat(new FileManifestStore(root).readNewest()).isEqualTo(small(100));
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
    assertThat(new FileManifestStore(root).readNewest().version()).isEqualTo(20);
  }

  @Test
  void aHintThatCannotBeWrittenFailsNoCreate() throws IOException {
    Files.createDirectory(folder.resolve("newest"));
    FileManifestStore store = new FileManifestStore(root);
    assertThat(store.create(Samples.manifest(1, 0))).isEqualTo(Created.CREATED);
    assertThat(store.readNewest()).isEqualTo(Samples.manifest(1, 0));
  }

  @Test
  void aHintedManifestThatIsNotThereIsMissing() throws IOException {
    lay(1, 5);
    hint(5);
    Files.delete(file(5));
    refused(Reason.MISSING, new FileManifestStore(root), file(5), "deleted", "backup");
  }

  @Test
  void aManifestThatWasSeenAndIsNotThereIsMissing() throws IOException {
    lay(1, 5);
    FileManifestStore store = new FileManifestStore(root);
    assertThat(store.readNewest().version()).isEqualTo(5);
    Files.delete(file(5));
    refused(Reason.MISSING, store, file(5), "deleted", "backup");
  }

  @Test
  void aFolderWithoutManifestsIsNoGroup() throws IOException {
    FileManifestStore store = new FileManifestStore(root.resolve("elsewhere"));
    assertThat(store.isGroup()).isFalse();
    refused(Reason.MISSING, store, root.resolve("elsewhere"), "no table group", "Check the path");
    Files.writeString(folder.resolve(".00000000000000000001.json.x.tmp"), "half");
    Files.writeString(folder.resolve("newest"), "");
    Files.writeString(folder.resolve("00000000000000000001.json.bak"), "");
    assertThat(new FileManifestStore(root).isGroup()).isFalse();
  }

  @Test
  void aFolderWithAnyManifestIsAGroup() throws IOException {
    Files.writeString(file(7), "whatever");
    assertThat(new FileManifestStore(root).isGroup()).isTrue();
  }

  @Test
  void noSecondGroupIsStartedWhereTheFirstManifestIsGone() throws IOException {
    lay(1, 3);
    Files.delete(file(1));
    FileManifestStore store = new FileManifestStore(root);
    assertThatThrownBy(() -> store.create(Manifest.first(GroupId.random())))
        .isInstanceOf(Unreadable.class);
    refused(Reason.MISSING, store, file(1), "first manifest is missing", "backup");
    assertThat(file(1)).doesNotExist();
  }

  @Test
  void theFirstManifestSaysWhichGroupItIs() throws IOException {
    lay(1, 2);
    FileManifestStore store = new FileManifestStore(root);
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
    refused(Reason.FOREIGN, new FileManifestStore(root), file(3), "not its own", "backup");
  }

  @Test
  void aDamagedFirstManifestIsRefusedEvenWhereItIsNotTheNewest() throws IOException {
    lay(1, 2);
    Files.writeString(file(1), "{}");
    refused(Reason.CORRUPT, new FileManifestStore(root), file(1), "damaged", "backup");
  }

  @Test
  void readingWritesNothing() throws IOException {
    lay(1, 20);
    hint(3);
    Files.delete(file(20));
    Map<String, String> before = Tree.of(root);
    FileManifestStore store = new FileManifestStore(root);
    assertThat(store.readNewest().version()).isEqualTo(19);
    assertThat(store.isGroup()).isTrue();
    assertThat(new FileManifestStore(root.resolve("elsewhere")).isGroup()).isFalse();
    assertThat(Tree.of(root)).isEqualTo(before);
  }

  @Test
  void whatCannotBeToldIsAnErrorAndNeverAbsence() throws IOException {
    lay(1, 3);
    FileOps unsure =
        new ForwardingOps() {
          @Override
          public boolean exists(Path file) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    FileManifestStore store = new FileManifestStore(root, unsure);
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
    new HintFile(folder.resolve("newest"), new DiskOps()).write(version);
  }

  private Path file(long version) {
    return folder.resolve(ManifestCodec.name(version) + ".json");
  }

  private int probesToRead(long newest) {
    CountingOps ops = new CountingOps();
    assertThat(new FileManifestStore(root, ops).readNewest().version()).isEqualTo(newest);
    return ops.calls.get();
  }

  private void newestIs20WithHint(byte[] hint) throws IOException {
    Files.write(folder.resolve("newest"), hint);
    assertThat(new FileManifestStore(root).readNewest().version()).isEqualTo(20);
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
      Reason reason, FileManifestStore store, Path file, String problem, String mend) {
    assertThatThrownBy(store::readNewest)
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(file.toString(), problem, mend);
  }

  private static final class CountingOps extends ForwardingOps {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public boolean exists(Path file) throws IOException {
      calls.incrementAndGet();
      return super.exists(file);
    }

    @Override
    public byte[] read(Path file, int limit) throws IOException {
      calls.incrementAndGet();
      reads.incrementAndGet();
      return super.read(file, limit);
    }

    @Override
    public List<String> names(Path path) throws IOException {
      throw new AssertionError("a listing grows with history");
    }
  }
}
