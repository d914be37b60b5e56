package dev.rollforward.lincheck;

import dev.rollforward.testkit.PlantedFault;

/**
 * Fault: the manifest put is not conditional, so of two writers who read the same manifest the
 * second takes back what the first was told.
 */
public class LastWriterWinsManifest extends MemoryGroup {
  /** A group with the fault. */
  public LastWriterWinsManifest() {
    super(sound -> SlowPuts.before(PlantedFault.LastWriterWinsManifest.plant().apply(sound)));
  }
}
