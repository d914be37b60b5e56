package dev.rollforward.testkit.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.port.Created;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.contract.AuditSubject;
import dev.rollforward.store.contract.BlobsContract;
import dev.rollforward.store.contract.DeletingStoreContract;
import dev.rollforward.store.contract.DeletingSubject;
import dev.rollforward.store.contract.ListedStoreContract;
import dev.rollforward.store.contract.ListedSubject;
import dev.rollforward.store.contract.ManifestSubject;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.contract.SidecarSubject;
import dev.rollforward.store.contract.StoreContract;
import dev.rollforward.store.contract.Subject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on the stores in memory. */
class MemoryStoresTest {
  private static final byte[] ONE = "one".getBytes(UTF_8);

  @Nested
  class InMemory extends BlobsContract {
    @Override
    protected Blobs blobs() {
      return new VolatileBlobs();
    }
  }

  @Nested
  class WithoutAFault extends BlobsContract {
    @Override
    protected Blobs blobs() {
      return new FaultyBlobs(new VolatileBlobs());
    }
  }

  @Nested
  class ManifestsOverBlobs extends StoreContract<Manifest> {
    @Override
    protected Subject<Manifest> subject() {
      return new ManifestSubject(new BlobManifestStore(new VolatileBlobs()));
    }
  }

  @Nested
  class SidecarsOverBlobs extends DeletingStoreContract<Sidecar> {
    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(new BlobSidecarStore(new VolatileBlobs(), () -> Samples.GROUP));
    }
  }

  @Nested
  class AuditsOverBlobs extends ListedStoreContract<Audit> {
    @Override
    protected ListedSubject<Audit> subject() {
      return new AuditSubject(new BlobAuditStore(new VolatileBlobs(), () -> Samples.GROUP));
    }
  }

  @Nested
  class Manifests extends StoreContract<Manifest> {
    @Override
    protected Subject<Manifest> subject() {
      return new ManifestSubject(new MemoryManifestStore());
    }
  }

  @Nested
  class Sidecars extends DeletingStoreContract<Sidecar> {
    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(new MemorySidecarStore());
    }
  }

  @Nested
  class Audits extends ListedStoreContract<Audit> {
    @Override
    protected ListedSubject<Audit> subject() {
      return new AuditSubject(new MemoryAuditStore());
    }
  }

  @Test
  void aPowerFailureLosesWhatIsVisibleAndNotDurable() {
    VolatileBlobs blobs = new VolatileBlobs();
    blobs.create("durable", ONE);
    blobs.createVisible("visible", ONE);
    blobs.createVisible("made durable", ONE);
    assertThat(blobs.list("")).hasSize(3);
    blobs.makeDurable("made durable");
    blobs.powerFailure();
    assertThat(blobs.list("")).containsExactly("durable", "made durable");
  }

  @Test
  void aSecondCreateMakesTheFirstOnesObjectDurable() {
    VolatileBlobs blobs = new VolatileBlobs();
    blobs.createVisible("x", ONE);
    assertThat(blobs.create("x", ONE)).isEqualTo(Created.EXISTS);
    blobs.powerFailure();
    assertThat(blobs.exists("x")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedFaultHitsAsOftenAsItSays(FaultyBlobs.Effect effect) {
    VolatileBlobs inner = new VolatileBlobs();
    FaultyBlobs blobs = new FaultyBlobs(inner);
    blobs.plant(FaultyBlobs.Call.CREATE, "a/", effect, 2);
    assertThat(blobs.create("b/1", ONE)).isEqualTo(Created.CREATED);
    for (String key : new String[] {"a/1", "a/2"}) {
      assertThatThrownBy(() -> blobs.create(key, ONE))
          .isInstanceOf(
              effect == FaultyBlobs.Effect.ERROR
                  ? StoreException.class
                  : StoreException.OutcomeUnknown.class)
          .hasMessageContaining(key);
      assertThat(inner.exists(key))
          .isEqualTo(
              effect == FaultyBlobs.Effect.ANSWER_LOST || effect == FaultyBlobs.Effect.SYNC_FAILED);
    }
    assertThat(blobs.create("a/3", ONE)).isEqualTo(Created.CREATED);
  }

  @Test
  void whatWasNotSyncedIsLostByAPowerFailure() {
    VolatileBlobs inner = new VolatileBlobs();
    FaultyBlobs blobs = new FaultyBlobs(inner);
    blobs.plant(FaultyBlobs.Call.CREATE, "a/", FaultyBlobs.Effect.SYNC_FAILED, 1);
    assertThatThrownBy(() -> blobs.create("a/1", ONE))
        .isInstanceOf(StoreException.OutcomeUnknown.class);
    assertThat(blobs.exists("a/1")).isTrue();
    inner.powerFailure();
    assertThat(blobs.exists("a/1")).isFalse();
  }

  @Test
  void aFrozenListingLags() {
    FaultyBlobs blobs = new FaultyBlobs(new VolatileBlobs());
    blobs.create("a/1", ONE);
    blobs.freezeListing("a");
    blobs.delete("a/1");
    blobs.create("a/2", ONE);
    assertThat(blobs.list("a")).containsExactly("1");
    assertThat(blobs.exists("a/2")).isTrue();
    blobs.heal();
    assertThat(blobs.list("a")).containsExactly("2");
  }
}
