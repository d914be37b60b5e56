package dev.rollforward.store.blob;

import dev.rollforward.core.Boundary;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.port.Gallop;
import dev.rollforward.store.json.BoundaryCodec;
import dev.rollforward.store.json.ManifestCodec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The records of clean-ups as objects {@code __cleanup/<20 digits>.json}, which are never deleted.
 * Each look at the newest is one look-up while no clean-up has begun since the last. Safe for use
 * by several threads and processes.
 */
final class Boundaries {
  static final String FOLDER = "__cleanup";

  private final StoredObjects<Boundary> records;
  private final Supplier<GroupId> group;
  private final AtomicReference<Optional<Boundary>> newest =
      new AtomicReference<>(Optional.empty());

  Boundaries(Blobs blobs, Supplier<GroupId> group) {
    this.records = new StoredObjects<>(blobs, FOLDER, new BoundaryCodec());
    this.group = group;
  }

  /** The record that was made last before this call began, or a later one; empty if none was. */
  Optional<Boundary> newest() {
    long known = run(newest.get());
    long last = Gallop.highest(known, run -> records.exists(ManifestCodec.name(run)));
    if (last > known) {
      newest.accumulateAndGet(Optional.of(read(last)), (a, b) -> run(a) < run(b) ? b : a);
    }
    return newest.get();
  }

  /** Manifests below it, other than the first, may be gone; 1 if none is. */
  long least() {
    return newest().map(Boundary::least).orElse(1L);
  }

  /** Creates {@code boundary} if no other has its number; whichever exists is durable at return. */
  Created create(Boundary boundary) {
    return records.create(boundary);
  }

  /** Makes sure that the record of {@code run} outlives a power failure. */
  void makeDurable(long run) {
    records.makeDurable(ManifestCodec.name(run));
  }

  private Boundary read(long run) {
    String name = ManifestCodec.name(run);
    return records
        .read(name, group.get())
        .orElseThrow(
            () ->
                records
                    .place(name)
                    .missing(
                        "this record of a clean-up existed, and somebody deleted it",
                        "Restore it from a backup. Nothing was changed"));
  }

  private static long run(Optional<Boundary> boundary) {
    return boundary.map(Boundary::run).orElse(0L);
  }
}
