package dev.rollforward.published.core;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.TableId;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The intent of one operation, put before any table moves. Spec: {@code Sidecar}.
 *
 * @param group the root it belongs to
 * @param operation the operation
 * @param startedAt when it was armed, by its writer's clock; for people only
 * @param actor who writes, in words; for people only
 * @param kind how recovery matches it
 * @param pins the tables that it moves, by key
 * @param registrations the datasets of the tables that it adds, by key. Spec: {@code adds}
 * @param tombstones the datasets of the tables that it drops, by key. Spec: {@code drops}
 */
public record PublishedSidecar(
    GroupId group,
    OperationId operation,
    Instant startedAt,
    String actor,
    WriterKind kind,
    SortedMap<String, SidecarPin> pins,
    SortedMap<String, TableId> registrations,
    SortedMap<String, TableId> tombstones) {
  /** The version of its form in files. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies the maps. */
  public PublishedSidecar {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(kind, "kind");
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    registrations = Collections.unmodifiableSortedMap(new TreeMap<>(registrations));
    tombstones = Collections.unmodifiableSortedMap(new TreeMap<>(tombstones));
  }

  /** The same intent with other pins. */
  public PublishedSidecar withPins(SortedMap<String, SidecarPin> newPins) {
    return new PublishedSidecar(
        group, operation, startedAt, actor, kind, newPins, registrations, tombstones);
  }
}
