package dev.rollforward.store.json;

import dev.rollforward.core.Manifest;
import java.util.Objects;
import java.util.Optional;

/**
 * A manifest, and the checksum of the one before it, so that two histories can never be taken for
 * one. The protocol does not know of it.
 *
 * @param manifest the manifest
 * @param parent the checksum of the manifest before it; empty in the first
 */
public record ChainedManifest(Manifest manifest, Optional<String> parent) {
  /**
   * @throws IllegalArgumentException if it is the first and has a parent, or the other way round
   */
  public ChainedManifest {
    Objects.requireNonNull(manifest, "manifest");
    if (parent.isPresent() == (manifest.version() == 1)) {
      throw new IllegalArgumentException(
          "manifest " + manifest.version() + " has parent " + parent.orElse("none"));
    }
    if (parent.isPresent() && !parent.get().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("parent '" + parent.get() + "' is no checksum");
    }
  }
}
