package dev.rollforward.engine;

import dev.rollforward.port.AuditStore;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.util.Objects;

/**
 * The stores of one group.
 *
 * @param manifests the manifests
 * @param sidecars the sidecars
 * @param audits the audit records
 * @param tables the tables
 */
public record Stores(
    ManifestStore manifests, SidecarStore sidecars, AuditStore audits, TableStore tables) {
  /** Checks for nulls. */
  public Stores {
    Objects.requireNonNull(manifests, "manifests");
    Objects.requireNonNull(sidecars, "sidecars");
    Objects.requireNonNull(audits, "audits");
    Objects.requireNonNull(tables, "tables");
  }
}
