package dev.rollforward.store.blob;

import dev.rollforward.core.Manifest;
import java.util.Objects;

/**
 * A manifest that this process has read or created, and the checksum of its bytes, which its
 * successor has to name.
 */
record KnownManifest(Manifest manifest, String checksum) {
  KnownManifest {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(checksum, "checksum");
  }

  long version() {
    return manifest.version();
  }
}
