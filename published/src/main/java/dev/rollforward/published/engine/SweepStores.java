package dev.rollforward.published.engine;

import dev.rollforward.core.Manifest;
import dev.rollforward.core.TableId;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.TableStore;
import dev.rollforward.published.port.AuditLog;
import dev.rollforward.published.port.PublishedSidecarStore;
import dev.rollforward.published.port.SchemaStore;
import java.util.Objects;

/**
 * The stores of one root.
 *
 * @param manifests the manifests: the shipped protocol's, without decisions
 * @param sidecars the sidecars
 * @param audits the audit log
 * @param schemas the schema files
 * @param tables the tables: the shipped protocol's
 */
public record SweepStores(
    ManifestStore manifests,
    PublishedSidecarStore sidecars,
    AuditLog audits,
    SchemaStore schemas,
    TableStore tables) {
  /** Checks for nulls. */
  public SweepStores {
    Objects.requireNonNull(manifests, "manifests");
    Objects.requireNonNull(sidecars, "sidecars");
    Objects.requireNonNull(audits, "audits");
    Objects.requireNonNull(schemas, "schemas");
    Objects.requireNonNull(tables, "tables");
  }

  /** HEAD, 0 for a dataset that does not exist. Read from below every pin: HEAD may be there. */
  public long head(TableId table) {
    return tables.history(table, 0).head();
  }

  ManifestSwap swap() {
    return new ManifestSwap(manifests);
  }

  /** The newest manifest. */
  public Manifest manifest() {
    return manifests.readNewest();
  }
}
