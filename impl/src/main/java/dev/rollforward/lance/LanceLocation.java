package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where the datasets of a group live, in Lance's own terms. The one place that tells a local folder
 * from an object store.
 *
 * @param base a path or URI that Lance understands, without a trailing slash
 * @param storageOptions what Lance needs to reach it, such as credentials; empty for a local folder
 */
record LanceLocation(String base, Map<String, String> storageOptions) {
  LanceLocation {
    Objects.requireNonNull(base, "base");
    storageOptions = Map.copyOf(storageOptions);
  }

  /**
   * A local folder. Handed over as a path: Lance would decode the escapes of a {@code file:} URI.
   */
  static LanceLocation local(Path root) {
    return new LanceLocation(root.toAbsolutePath().normalize().toString(), Map.of());
  }

  /** Whether it is a folder of this machine. */
  boolean isLocal() {
    return base.startsWith("/");
  }

  String uri(TableId table) {
    return base + "/" + table.value();
  }

  /** Where Lance keeps the data files of a table. */
  String dataFolder(TableId table) {
    return uri(table) + "/data";
  }

  /** Where Lance keeps the data file that a fragment names. */
  String dataFile(TableId table, String path) {
    return dataFolder(table) + "/" + path;
  }

  /**
   * Removes a data file that no version names, if it is there. In an object store it stays, until
   * Lance's clean-up takes it.
   */
  void delete(TableId table, String path) throws IOException {
    if (isLocal()) {
      Files.deleteIfExists(Path.of(dataFile(table, path)));
    }
  }

  /** Leaves the storage options out: they hold secrets. */
  @Override
  public String toString() {
    return base;
  }
}
