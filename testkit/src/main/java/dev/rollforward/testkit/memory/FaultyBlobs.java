package dev.rollforward.testkit.memory;

import dev.rollforward.StoreException;
import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Blobs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Any {@link Blobs}, with faults. A fault is planted for the next calls of one kind to keys with a
 * given beginning; a fault planted later replaces the one before of the same kind of call. Safe for
 * use by several threads.
 */
public final class FaultyBlobs implements Blobs {
  /** A kind of call. */
  public enum Call {
    /** {@link Blobs#create}. */
    CREATE,
    /** {@link Blobs#read}. */
    READ,
    /** {@link Blobs#exists}. */
    EXISTS,
    /** {@link Blobs#delete}. */
    DELETE,
    /** {@link Blobs#list}. */
    LIST,
    /** {@link Blobs#makeDurable}. */
    MAKE_DURABLE,
    /** {@link Blobs#overwrite}. */
    OVERWRITE
  }

  /** What happens to the call. */
  public enum Effect {
    /** Nothing is done, and the caller knows it. */
    ERROR,
    /** Nothing is done, and the outcome is reported as unknown. */
    REQUEST_LOST,
    /** It is done, and the outcome is reported as unknown. */
    ANSWER_LOST,
    /**
     * Of a create: the object is made and seen by everybody, a power failure loses it, and the
     * caller is told that the outcome is unknown. Only over {@link VolatileBlobs}.
     */
    SYNC_FAILED
  }

  private record Fault(String prefix, Effect effect, int times) {}

  private record Lag(String folder, List<String> names) {}

  private final Blobs blobs;
  private final Map<Call, Fault> faults = new ConcurrentHashMap<>();
  private final AtomicReference<Lag> lag = new AtomicReference<>();

  /** {@code blobs}, without a fault yet. */
  public FaultyBlobs(Blobs blobs) {
    this.blobs = Objects.requireNonNull(blobs, "blobs");
  }

  /**
   * Plants a fault.
   *
   * @param prefix the beginning of the keys that it hits; the empty string for all
   * @param times how many calls it hits, from now on
   */
  public void plant(Call call, String prefix, Effect effect, int times) {
    faults.put(call, new Fault(prefix, effect, times));
  }

  /** From now on {@code folder} is listed as it is now, as by a store whose listings lag. */
  public void freezeListing(String folder) {
    lag.set(new Lag(folder, blobs.list(folder)));
  }

  /** No fault any more. */
  public void heal() {
    faults.clear();
    lag.set(null);
  }

  @Override
  public Created create(String key, byte[] content) {
    Optional<Effect> hit = hit(Call.CREATE, key);
    if (hit.equals(Optional.of(Effect.SYNC_FAILED))) {
      Created created = ((VolatileBlobs) blobs).createVisible(key, content);
      throw new StoreException.OutcomeUnknown(key + " is " + created + ", but not synced", null);
    }
    return call(hit, Call.CREATE, key, () -> blobs.create(key, content));
  }

  @Override
  public Optional<byte[]> read(String key, int limit) {
    return call(Call.READ, key, () -> blobs.read(key, limit));
  }

  @Override
  public boolean exists(String key) {
    return call(Call.EXISTS, key, () -> blobs.exists(key));
  }

  @Override
  public void delete(String key) {
    call(Call.DELETE, key, () -> run(() -> blobs.delete(key)));
  }

  @Override
  public List<String> list(String folder) {
    Lag frozen = lag.get();
    return frozen != null && frozen.folder().equals(folder)
        ? frozen.names()
        : call(Call.LIST, folder, () -> blobs.list(folder));
  }

  @Override
  public void makeDurable(String key) {
    call(Call.MAKE_DURABLE, key, () -> run(() -> blobs.makeDurable(key)));
  }

  @Override
  public void overwrite(String key, byte[] content) {
    call(Call.OVERWRITE, key, () -> run(() -> blobs.overwrite(key, content)));
  }

  @Override
  public void probe(List<String> folders) {
    blobs.probe(folders);
  }

  @Override
  public String location(String key) {
    return blobs.location(key);
  }

  @Override
  public String toString() {
    return blobs.toString();
  }

  private static boolean run(Runnable call) {
    call.run();
    return true;
  }

  private <T> T call(Call call, String key, Supplier<T> effect) {
    return call(hit(call, key), call, key, effect);
  }

  private static <T> T call(Optional<Effect> hit, Call call, String key, Supplier<T> effect) {
    if (hit.isEmpty()) {
      return effect.get();
    }
    if (hit.get() == Effect.ERROR) {
      throw new StoreException(call + " of " + key + " was made to fail");
    }
    String lost = hit.get() == Effect.ANSWER_LOST ? "its answer: " + effect.get() : "the request";
    throw new StoreException.OutcomeUnknown(call + " of " + key + " lost " + lost, null);
  }

  private Optional<Effect> hit(Call call, String key) {
    AtomicReference<Effect> hit = new AtomicReference<>();
    faults.computeIfPresent(
        call,
        (c, planted) -> {
          if (!key.startsWith(planted.prefix())) {
            return planted;
          }
          hit.set(planted.effect());
          return planted.times() == 1
              ? null
              : new Fault(planted.prefix(), planted.effect(), planted.times() - 1);
        });
    return Optional.ofNullable(hit.get());
  }
}
