package dev.rollforward.testkit.memory;

import dev.rollforward.port.Created;
import dev.rollforward.store.memory.MemoryBlobs;
import java.util.HashSet;
import java.util.Set;

/**
 * Objects in memory, of which a power failure loses what is not durable. What {@link #create} makes
 * is durable; what {@link #createVisible} makes is lost by a {@link #powerFailure} unless it was
 * made durable before. Linearizable; safe for use by several threads.
 */
public final class VolatileBlobs extends MemoryBlobs {
  private final Set<String> volatileKeys = new HashSet<>();

  /** A place without objects. */
  public VolatileBlobs() {
    super("memory:");
  }

  @Override
  public synchronized Created create(String key, byte[] content) {
    Created created = super.create(key, content);
    makeDurable(key);
    return created;
  }

  /**
   * As {@link #create}, by a process that has not come to making it durable yet: everybody sees the
   * object, and a power failure loses it.
   */
  public synchronized Created createVisible(String key, byte[] content) {
    Created created = super.create(key, content);
    if (created == Created.CREATED) {
      volatileKeys.add(key);
    }
    return created;
  }

  /** Loses all that is not durable. */
  public synchronized void powerFailure() {
    volatileKeys.forEach(super::delete);
    volatileKeys.clear();
  }

  @Override
  public synchronized void delete(String key) {
    super.delete(key);
    volatileKeys.remove(key);
  }

  @Override
  public synchronized void makeDurable(String key) {
    volatileKeys.remove(key);
  }
}
