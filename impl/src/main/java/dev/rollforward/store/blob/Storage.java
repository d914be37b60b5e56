package dev.rollforward.store.blob;

import dev.rollforward.port.TableFiles;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One place for a whole group: its own objects, and where Lance keeps its tables.
 *
 * @param blobs the objects of the protocol
 * @param tables the folder of the tables as Lance names it: a path or a URI, without a trailing
 *     slash
 * @param tableOptions what Lance needs to reach it, such as credentials
 * @param files the files of the tables; empty if they can be reached by Lance only
 * @param closing frees what {@code blobs} holds; nobody uses them any more then
 */
public record Storage(
    Blobs blobs,
    String tables,
    Map<String, String> tableOptions,
    Optional<TableFiles> files,
    Runnable closing)
    implements AutoCloseable {
  /** Copies the options. */
  public Storage {
    Objects.requireNonNull(blobs, "blobs");
    Objects.requireNonNull(tables, "tables");
    tableOptions = Map.copyOf(tableOptions);
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(closing, "closing");
  }

  /** One that holds nothing that would have to be freed. */
  public Storage(Blobs blobs, String tables) {
    this(blobs, tables, Map.of(), Optional.empty(), () -> {});
  }

  @Override
  public void close() {
    closing.run();
  }

  /** Leaves the options out: they hold secrets. */
  @Override
  public String toString() {
    return tables;
  }
}
