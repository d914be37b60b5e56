package dev.rollforward.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.core.Boundary;
import dev.rollforward.port.Created;
import dev.rollforward.store.contract.ForwardingBlobs;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.local.LocalBlobs;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Manifests that a clean-up has deleted, as those meet it who stalled across it: rules B and C of
 * {@code CleanUp.tla} on files.
 */
class CleanedManifestsTest {
  private static final int NEWEST = 6;

  @TempDir private Path root;

  private BlobManifestStore store;

  @BeforeEach
  void open() {
    store = new BlobManifestStore(new LocalBlobs(root));
  }

  private static void create(BlobManifestStore in, int from, int to) {
    for (int version = from; version <= to; version++) {
      assertThat(in.create(Samples.manifest(version, 0))).isEqualTo(Created.CREATED);
    }
  }

  /** As a clean-up does that keeps {@code least} and what is above it. */
  private void cleanUp(long run, long least) {
    assertThat(store.record(boundary(run, least))).isEqualTo(Created.CREATED);
    store.numbers().stream().filter(n -> n > 1 && n < least).forEach(store::delete);
  }

  private Boundary boundary(long run, long least) {
    return new Boundary(store.group(), run, least, Instant.EPOCH, 0, 0);
  }

  /** Fault ProbeBelieved: the first number that was freed looks like the end. */
  @Test
  void whoHasSeenAnOldManifestFindsTheNewest() {
    BlobManifestStore stalled = seenUpTo(3);

    cleanUp(1, NEWEST);

    assertThat(stalled.readNewest().version()).isEqualTo(NEWEST);
    assertThat(store.numbers()).containsExactly(1L, 6L);
  }

  @Test
  void aNewProcessOpensWhatIsLeft() {
    create(store, 1, NEWEST);
    cleanUp(1, NEWEST - 1);
    BlobManifestStore fresh = new BlobManifestStore(new LocalBlobs(root));

    fresh.checkWhole();
    assertThat(BlobManifestStoreTest.checked(fresh)).as("5 and 6").isEqualTo(2);
    assertThat(fresh.readNewest().version()).isEqualTo(NEWEST);
    create(fresh, NEWEST + 1, NEWEST + 1);
    assertThat(store.readNewest().version()).isEqualTo(NEWEST + 1);
  }

  /** Faults NoBoundary and CheckBeforeCreate: the put itself succeeds, and is not believed. */
  @Test
  void aNumberThatWasFreedIsCreatedAndNotWon() {
    BlobManifestStore stalled = stallingBeforeItCreates(4);

    assertThatThrownBy(() -> stalled.create(Samples.manifest(4, 1)))
        .isInstanceOf(StoreException.OutcomeUnknown.class)
        .hasMessageContaining("a clean-up had deleted the manifest of this number");

    assertThat(store.numbers()).as("it is there again").contains(4L);
    assertThat(stalled.readNewest().version()).isEqualTo(NEWEST);
    assertThat(BlobManifestStoreTest.checked(new BlobManifestStore(new LocalBlobs(root))))
        .as("what is below the boundary does not count")
        .isEqualTo(1);
    create(store, NEWEST + 1, NEWEST + 1);
    cleanUp(2, NEWEST + 1);
    assertThat(store.numbers()).containsExactly(1L, 7L);
  }

  /** It is another one than the manifest above it follows, and that is no damage. */
  @Test
  void whatWasCreatedAgainRightBelowIsNotMixedUpWithIt() {
    BlobManifestStore stalled = stallingBeforeItCreates(5);
    assertThatThrownBy(() -> stalled.create(Samples.manifest(5, 1)))
        .isInstanceOf(StoreException.OutcomeUnknown.class);

    assertThat(new BlobManifestStore(new LocalBlobs(root)).readNewest())
        .isEqualTo(Samples.manifest(NEWEST, 0));
  }

  @Test
  void whoFindsItsBaseGoneHasLost() {
    create(store, 1, NEWEST);
    cleanUp(1, NEWEST);
    BlobManifestStore stalled = new BlobManifestStore(new LocalBlobs(root));

    assertThat(stalled.create(Samples.manifest(4, 1))).isEqualTo(Created.EXISTS);

    assertThat(store.numbers()).containsExactly(1L, 6L);
  }

  /** Nothing is asked before a create on what is known; the look after it finds out. */
  @Test
  void whoKnowsItsBaseFindsOutAfterwardsThatItIsGone() {
    BlobManifestStore stalled = seenUpTo(3);
    cleanUp(1, NEWEST);

    assertThatThrownBy(() -> stalled.create(Samples.manifest(4, 1)))
        .isInstanceOf(StoreException.OutcomeUnknown.class)
        .hasMessageContaining("a clean-up had deleted the manifest of this number");

    assertThat(stalled.readNewest()).isEqualTo(Samples.manifest(NEWEST, 0));
    assertThat(stalled.readKnown()).isEqualTo(Samples.manifest(NEWEST, 0));
  }

  /** Fault BoundaryGoesBack. */
  @Test
  void ofTwoCleanUpsAtOnceOneRecords() {
    create(store, 1, NEWEST);
    cleanUp(1, NEWEST);

    assertThat(store.record(boundary(1, 3))).isEqualTo(Created.EXISTS);

    assertThat(store.boundary()).contains(boundary(1, NEWEST));
  }

  @Test
  void nothingIsDeletedThatIsNotRecordedToGo() {
    create(store, 1, NEWEST);
    assertThatThrownBy(() -> store.delete(3)).isInstanceOf(IllegalArgumentException.class);
    cleanUp(1, NEWEST);

    assertThatThrownBy(() -> store.delete(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.delete(NEWEST)).isInstanceOf(IllegalArgumentException.class);
    assertThat(store.numbers()).containsExactly(1L, 6L);
  }

  /** A store of a process that has read nothing since {@code version} was the newest. */
  private BlobManifestStore seenUpTo(int version) {
    return seenUpTo(version, new LocalBlobs(root));
  }

  private BlobManifestStore seenUpTo(int version, Blobs blobs) {
    create(store, 1, version);
    BlobManifestStore stalled = new BlobManifestStore(blobs);
    assertThat(stalled.readNewest().version()).isEqualTo(version);
    create(store, version + 1, NEWEST);
    return stalled;
  }

  /** The clean-up runs after it has looked at everything, right before the file appears. */
  private BlobManifestStore stallingBeforeItCreates(int version) {
    String key = "__manifest/" + ManifestCodec.name(version) + ".json";
    Blobs stalling =
        new ForwardingBlobs(new LocalBlobs(root)) {
          @Override
          public Created create(String name, byte[] content) {
            if (name.equals(key)) {
              cleanUp(1, NEWEST);
            }
            return super.create(name, content);
          }
        };
    return seenUpTo(version - 1, stalling);
  }
}
