package dev.rollforward.conformance.faults;

import java.nio.file.Path;
import java.util.Optional;

/** Asks one engine whether it notices a fault. */
interface Detector {
  Engine engine();

  /**
   * What the engine made of it.
   *
   * @param library the library with the fault in it; empty if it cannot be planted
   * @param folder an existing one, for logs
   */
  Finding look(FaultPatch patch, Optional<PatchedLibrary> library, Path folder);
}
