package dev.rollforward.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.store.contract.Samples;
import org.junit.jupiter.api.Test;

/** The newest manifest seen. */
class ManifestCacheTest {
  private final ManifestCache cache = new ManifestCache();

  @Test
  void knowsNothingAtFirst() {
    assertThat(cache.newest()).isEmpty();
  }

  @Test
  void neverGoesBack() {
    KnownManifest second = manifest(2);
    KnownManifest third = manifest(3);

    assertThat(cache.saw(second)).isSameAs(second);
    assertThat(cache.saw(third)).isSameAs(third);
    assertThat(cache.saw(second)).isSameAs(third);

    assertThat(cache.newest()).containsSame(third);
  }

  @Test
  void keepsTheFirstOfTwoThatAreTheSame() {
    KnownManifest first = manifest(2);
    cache.saw(first);

    assertThat(cache.saw(manifest(2))).isSameAs(first);
  }

  private static KnownManifest manifest(int version) {
    return new KnownManifest(Samples.manifest(version, 0), "checksum");
  }
}
