package dev.rollforward.published.engine;

import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The compare-and-set of the manifest: on the pins that a publish names, not on its version. */
final class ManifestSwap {
  private final ManifestStore manifests;

  ManifestSwap(ManifestStore manifests) {
    this.manifests = manifests;
  }

  /**
   * How a publish ended.
   *
   * @param mismatch empty if it won
   * @param manifest the one that was published, or the very one in which the mismatch stands
   */
  record Result(Optional<ExpectedVersionMismatch> mismatch, Manifest manifest) {
    boolean won() {
      return mismatch.isEmpty();
    }
  }

  /** Publishes {@code next} of the newest manifest, unless {@code conflict} finds one there. */
  Result publish(
      Function<Manifest, Optional<ExpectedVersionMismatch>> conflict,
      UnaryOperator<Manifest> next) {
    while (true) {
      Manifest newest = manifests.readNewest();
      Optional<ExpectedVersionMismatch> mismatch = conflict.apply(newest);
      if (mismatch.isPresent()) {
        return new Result(mismatch, newest);
      }
      Manifest published = next.apply(newest);
      if (manifests.create(published) == Created.CREATED) {
        return new Result(mismatch, published);
      }
      // Somebody published other tables meanwhile: look again.
    }
  }
}
