package dev.rollforward.testkit.memory;

import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Blobs;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Objects in memory. Linearizable; safe for use by several threads. What {@link #create} makes is
 * durable; what {@link #createVisible} makes is lost by a {@link #powerFailure} unless it was made
 * durable before.
 */
public final class MemoryBlobs implements Blobs {
  private final SortedMap<String, byte[]> objects = new TreeMap<>();
  private final Set<String> volatileKeys = new HashSet<>();

  /** A place without objects. */
  public MemoryBlobs() {}

  @Override
  public synchronized Created create(String key, byte[] content) {
    Created created = createVisible(key, content);
    makeDurable(key);
    return created;
  }

  /**
   * As {@link #create}, by a process that has not come to making it durable yet: everybody sees the
   * object, and a power failure loses it.
   */
  public synchronized Created createVisible(String key, byte[] content) {
    if (objects.putIfAbsent(key, content.clone()) != null) {
      return Created.EXISTS;
    }
    volatileKeys.add(key);
    return Created.CREATED;
  }

  /** Loses all that is not durable. */
  public synchronized void powerFailure() {
    objects.keySet().removeAll(volatileKeys);
    volatileKeys.clear();
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
    volatileKeys.remove(key);
  }

  @Override
  public synchronized List<String> list(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return objects.tailMap(prefix).keySet().stream()
        .takeWhile(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()).split("/", 2)[0])
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public synchronized void makeDurable(String key) {
    volatileKeys.remove(key);
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
    return "memory:" + key;
  }

  @Override
  public String toString() {
    return "memory";
  }
}
