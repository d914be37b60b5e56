package dev.rollforward.engine;

import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Environment;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.util.Objects;

/**
 * The stores of one group, and the environment of the process that uses them.
 *
 * @param manifests the manifests
 * @param sidecars the sidecars
 * @param audits the audit records
 * @param tables the tables
 * @param environment clock, names and pauses
 * @param remembered what the process remembers of them
 */
public record Stores(
    ManifestStore manifests,
    SidecarStore sidecars,
    AuditStore audits,
    TableStore tables,
    Environment environment,
    Remembered remembered) {
  /** Checks for nulls. */
  public Stores {
    Objects.requireNonNull(manifests, "manifests");
    Objects.requireNonNull(sidecars, "sidecars");
    Objects.requireNonNull(audits, "audits");
    Objects.requireNonNull(tables, "tables");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(remembered, "remembered");
  }

  /** The stores, used by a process in the environment of this JVM that remembers nothing. */
  public Stores(
      ManifestStore manifests, SidecarStore sidecars, AuditStore audits, TableStore tables) {
    this(manifests, sidecars, audits, tables, Environment.SYSTEM);
  }

  /** The stores, used by a process that remembers nothing. */
  public Stores(
      ManifestStore manifests,
      SidecarStore sidecars,
      AuditStore audits,
      TableStore tables,
      Environment environment) {
    this(manifests, sidecars, audits, tables, environment, Remembered.nothing());
  }

  /** These stores, used by another process, in an environment of its own. */
  public Stores in(Environment other) {
    return new Stores(manifests, sidecars, audits, tables, other);
  }

  /** These stores, used by a process that remembers {@code what} of them. */
  public Stores remembering(Remembered what) {
    return new Stores(manifests, sidecars, audits, tables, environment, what);
  }
}
