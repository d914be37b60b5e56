package dev.rollforward.objectstore;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.OutcomeUnknown;
import dev.rollforward.port.Created;
import dev.rollforward.store.blob.BlobNames;
import dev.rollforward.store.blob.Blobs;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.Metadata;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.OpenDALException.Code;
import org.apache.opendal.WriteOptions;
import org.apache.opendal.layer.RetryLayer;

/**
 * Objects in an object store. What it acknowledges is durable and seen by everybody at once, so
 * nothing is left to make durable.
 *
 * <p>A conditional put is sent once, and never again by this class or the client below it. Each
 * carries a mark of its own in the type of its content. Where the answer does not say how it ended,
 * the mark of the object that is there now does: an answer that was lost, a timeout, an error of
 * the store, and also a refusal, since what is between may have sent the request twice. Reads,
 * listings and deletes are repeated by the client, until the deadline.
 *
 * <p>Safe for use by several threads and processes.
 */
final class OpenDalBlobs implements Blobs, AutoCloseable {
  private static final String TYPE = "application/octet-stream; put=";
  private static final int READ_ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final AsyncOperator puts;
  private final AsyncOperator reads;
  private final String root;
  private final Calls calls;

  /**
   * @param operator closed with this
   * @param root what messages call it
   */
  OpenDalBlobs(AsyncOperator operator, String root, Duration deadline) {
    this.puts = operator;
    this.reads =
        operator.layer(
            RetryLayer.builder()
                .maxTimes(READ_ATTEMPTS - 1)
                .minDelay(FIRST_PAUSE)
                .maxDelay(LONGEST_PAUSE)
                .jitter(true)
                .build());
    this.root = root;
    this.calls = new Calls(deadline);
  }

  @Override
  public Created create(String key, byte[] content) {
    return create(key, content, UUID.randomUUID().toString());
  }

  /**
   * @param mark tells this put from every other
   */
  private Created create(String key, byte[] content, String mark) {
    WriteOptions once = WriteOptions.builder().ifNotExists(true).contentType(TYPE + mark).build();
    try {
      calls.await(() -> puts.write(key, content, once));
      return Created.CREATED;
    } catch (StoreCallException e) {
      return afterFailure(key, content, mark, e);
    }
  }

  private Created afterFailure(
      String key, byte[] content, String mark, StoreCallException failure) {
    if (failure.is(Code.PermissionDenied, Code.ConfigInvalid, Code.Unsupported)) {
      throw failed("did not create", key, failure);
    }
    Optional<Boolean> own;
    try {
      own = isOwn(key, content, mark);
    } catch (StoreCallException e) {
      failure.addSuppressed(e);
      throw unknown(key, failure);
    }
    if (own.isPresent()) {
      return own.get() ? Created.CREATED : Created.EXISTS;
    }
    if (failure.is(Code.ConditionNotMatch) && !failure.isConflict()) {
      // It was there, and was deleted since.
      return Created.EXISTS;
    }
    throw unknown(key, failure);
  }

  /**
   * Whether the object {@code key} is the one that the put with {@code mark} made; empty if there
   * is none. A store that keeps no marks is asked for the content.
   */
  private Optional<Boolean> isOwn(String key, byte[] content, String mark) {
    Optional<String> type =
        found(() -> calls.await(() -> reads.stat(key)))
            .map(metadata -> Optional.ofNullable(metadata.getContentType()).orElse(""));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return type.get().startsWith(TYPE)
        ? Optional.of(type.get().equals(TYPE + mark))
        : found(() -> calls.await(() -> reads.read(key))).map(its -> Arrays.equals(its, content));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A larger object is read to its end all the same: a range that ends beyond an object is an
   * error to the client.
   */
  @Override
  public Optional<byte[]> read(String key, int limit) {
    Optional<byte[]> content =
        attempt("cannot read", key, () -> found(() -> calls.await(() -> reads.read(key))));
    return content.map(all -> all.length > limit ? Arrays.copyOf(all, limit + 1) : all);
  }

  @Override
  public boolean exists(String key) {
    return key.isEmpty()
        ? !names("", 1).isEmpty()
        : attempt(
                "cannot determine whether it exists:",
                key,
                () -> found(() -> calls.await(() -> reads.stat(key))))
            .isPresent();
  }

  @Override
  public void delete(String key) {
    attempt("could not delete", key, () -> calls.await(() -> reads.delete(key)));
  }

  @Override
  public List<String> list(String folder) {
    return names(folder, 0);
  }

  /** How large each object in {@code folder}, which ends in a slash, is, by its key. */
  SortedMap<String, Long> sizes(String folder) {
    return each(folder, Metadata::getContentLength);
  }

  /** When each object in {@code folder} was made, by the clock of the store. */
  SortedMap<String, Instant> times(String folder) {
    return each(folder, Metadata::getLastModified);
  }

  private <T> SortedMap<String, T> each(String folder, Function<Metadata, T> asked) {
    ListOptions all = ListOptions.builder().recursive(true).build();
    SortedMap<String, T> answers = new TreeMap<>();
    attempt("cannot list", folder, () -> calls.await(() -> reads.list(folder, all))).stream()
        .filter(entry -> !entry.getPath().endsWith("/"))
        .forEach(entry -> answers.put(entry.getPath(), asked.apply(entry.getMetadata())));
    return answers;
  }

  /**
   * @param atLeast how many are wanted; all if 0
   */
  private List<String> names(String folder, long atLeast) {
    String prefix = BlobNames.prefix(folder);
    ListOptions options =
        atLeast == 0
            ? ListOptions.builder().build()
            : ListOptions.builder().limit(atLeast + 1).build();
    List<Entry> entries =
        attempt("cannot list", folder, () -> calls.await(() -> reads.list(prefix, options)));
    return BlobNames.in(folder, entries.stream().map(Entry::getPath)).stream()
        .filter(name -> !name.startsWith("."))
        .toList();
  }

  @Override
  public void makeDurable(String key) {
    // Whoever sees an object of this store sees it for good.
  }

  @Override
  public void overwrite(String key, byte[] content) {
    attempt("could not overwrite", key, () -> calls.await(() -> puts.write(key, content)));
  }

  /** The folders are names only: what holds for one object holds for all. */
  @Override
  public void probe(List<String> folders) {
    String key = ".probe-" + UUID.randomUUID();
    byte[] content = {1};
    try {
      Created first = create(key, content);
      Created second = create(key, content);
      if (first != Created.CREATED || second != Created.EXISTS) {
        throw new StoreException(
            root
                + ": this store does not refuse to create what exists (the first of two puts was "
                + first
                + ", the second "
                + second
                + "), so that two writers could both win. Use a store that knows the header"
                + " If-None-Match, or a release of it that does",
            null);
      }
    } finally {
      delete(key);
    }
  }

  @Override
  public String location(String key) {
    return key.isEmpty() ? root : root + "/" + key;
  }

  @Override
  public String toString() {
    return root;
  }

  /** Frees native memory. Nobody uses this any more. */
  @Override
  public void close() {
    reads.close();
    puts.close();
  }

  private <T> T attempt(String what, String key, Supplier<T> call) {
    try {
      return call.get();
    } catch (StoreCallException e) {
      throw failed(what, key, e);
    }
  }

  private static <T> Optional<T> found(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (StoreCallException e) {
      if (e.is(Code.NotFound)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private StoreException failed(String what, String key, StoreCallException cause) {
    return new StoreException(
        what + " " + location(key) + ": " + cause.getMessage() + cause.remedy(), cause);
  }

  private StoreException unknown(String key, StoreCallException cause) {
    return new OutcomeUnknown(
        location(key) + " may or may not have been created: " + cause.getMessage(), cause);
  }

  /** OpenDAL's own words, without context and backtrace. */
  static String reason(OpenDALException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
