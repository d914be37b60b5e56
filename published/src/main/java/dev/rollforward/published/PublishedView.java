package dev.rollforward.published;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.engine.SweepStores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What stands in a root of the published sweep, for people and tools to look at.
 *
 * @param manifest the newest manifest
 * @param heads HEAD of every table that has a pin
 * @param sidecars every usable sidecar, by operation
 * @param audits the audit log
 * @param promoted the operations whose schema file is promoted
 * @param problems what could not be used
 */
public record PublishedView(
    Manifest manifest,
    SortedMap<String, Long> heads,
    List<PublishedSidecar> sidecars,
    List<AuditEntry> audits,
    SortedSet<OperationId> promoted,
    List<StoreException> problems) {
  /** Copies all. */
  public PublishedView {
    heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
    sidecars = List.copyOf(sidecars);
    audits = List.copyOf(audits);
    promoted = Collections.unmodifiableSortedSet(promoted);
    problems = List.copyOf(problems);
  }

  static PublishedView of(SweepStores stores) {
    List<StoreException> problems = new ArrayList<>();
    Manifest manifest = stores.manifest();
    SortedMap<String, Long> heads = new TreeMap<>();
    for (Map.Entry<String, Pin> pin : manifest.pins().entrySet()) {
      try {
        heads.put(pin.getKey(), stores.head(pin.getValue().table()));
      } catch (StoreException problem) {
        problems.add(problem);
      }
    }
    Listing listing = stores.sidecars().list();
    problems.addAll(listing.problems());
    return new PublishedView(
        manifest,
        heads,
        sidecars(stores, listing, problems),
        audits(stores, problems),
        stores.schemas().promoted(),
        problems);
  }

  private static List<PublishedSidecar> sidecars(
      SweepStores stores, Listing listing, List<StoreException> problems) {
    List<PublishedSidecar> sidecars = new ArrayList<>();
    for (OperationId operation : listing.operations()) {
      try {
        Optional<PublishedSidecar> sidecar = stores.sidecars().read(operation);
        sidecar.ifPresent(sidecars::add);
      } catch (StoreException problem) {
        problems.add(problem);
      }
    }
    return sidecars;
  }

  private static List<AuditEntry> audits(SweepStores stores, List<StoreException> problems) {
    try {
      return stores.audits().read();
    } catch (StoreException problem) {
      problems.add(problem);
      return List.of();
    }
  }
}
