package dev.rollforward.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.Manifest;
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
    Manifest second = Samples.manifest(2, 0);
    Manifest third = Samples.manifest(3, 0);

    assertThat(cache.saw(second)).isSameAs(second);
    assertThat(cache.saw(third)).isSameAs(third);
    assertThat(cache.saw(second)).isSameAs(third);

    assertThat(cache.newest()).containsSame(third);
  }

  @Test
  void keepsTheFirstOfTwoThatAreTheSame() {
    Manifest first = Samples.manifest(2, 0);
    cache.saw(first);

    assertThat(cache.saw(Samples.manifest(2, 0))).isSameAs(first);
  }
}
