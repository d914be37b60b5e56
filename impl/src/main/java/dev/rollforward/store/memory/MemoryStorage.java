package dev.rollforward.store.memory;

import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.blob.Storage;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Places in memory, by name: whoever opens the same name in this JVM opens the same place. Nothing
 * is freed before the JVM ends, neither of the objects nor of the tables.
 */
public final class MemoryStorage {
  /** The scheme of their URIs: {@code memory://name/folder}. */
  public static final String SCHEME = "memory";

  /** Lance's store of this scheme is one for the whole process; its {@code memory:} is not. */
  private static final String TABLES = "shared-memory";

  private static final ConcurrentMap<URI, Blobs> PLACES = new ConcurrentHashMap<>();

  private MemoryStorage() {}

  /** The place that {@code root} names. */
  public static Storage open(URI root) {
    return new Storage(
        PLACES.computeIfAbsent(root, name -> new MemoryBlobs(name.toString())),
        TABLES + root.toString().substring(SCHEME.length()));
  }
}
