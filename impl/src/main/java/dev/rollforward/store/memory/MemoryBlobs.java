package dev.rollforward.store.memory;

import dev.rollforward.port.Created;
import dev.rollforward.store.blob.BlobNames;
import dev.rollforward.store.blob.Blobs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Objects in memory. Linearizable; safe for use by several threads. */
public class MemoryBlobs implements Blobs {
  private final String name;
  private final SortedMap<String, byte[]> objects = new TreeMap<>();

  /**
   * A place without objects.
   *
   * @param name what messages call it
   */
  public MemoryBlobs(String name) {
    this.name = name;
  }

  @Override
  public synchronized Created create(String key, byte[] content) {
    return objects.putIfAbsent(key, content.clone()) == null ? Created.CREATED : Created.EXISTS;
  }

  @Override
  public synchronized Optional<byte[]> read(String key, int limit) {
    return Optional.ofNullable(objects.get(key))
        .map(content -> Arrays.copyOf(content, (int) Math.min(content.length, limit + 1L)));
  }

  @Override
  public synchronized boolean exists(String key) {
    return key.isEmpty() || objects.containsKey(key);
  }

  @Override
  public synchronized void delete(String key) {
    objects.remove(key);
  }

  @Override
  public synchronized List<String> list(String folder) {
    String prefix = BlobNames.prefix(folder);
    return BlobNames.in(
        folder, objects.tailMap(prefix).keySet().stream().takeWhile(key -> key.startsWith(prefix)));
  }

  @Override
  public void makeDurable(String key) {
    // Nothing in memory is more durable than the rest.
  }

  @Override
  public synchronized void overwrite(String key, byte[] content) {
    objects.put(key, content.clone());
  }

  @Override
  public void probe(List<String> folders) {
    // Memory can do all that is asked of it.
  }

  @Override
  public String location(String key) {
    return key.isEmpty() ? name : name + "/" + key;
  }

  @Override
  public String toString() {
    return name;
  }
}
