package dev.rollforward.store.blob;

import dev.rollforward.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Opens places of some kind, such as those of one object store. Found by {@link
 * java.util.ServiceLoader}, so that what a kind needs is on the class path of those only who use
 * it. Safe for use by several threads.
 */
public interface StorageProvider {
  /** The schemes of the URIs that it opens, in lower case, such as {@code s3}. */
  Set<String> schemes();

  /**
   * The place at {@code root}. Nothing is read or written there yet.
   *
   * @param root a URI of one of its schemes
   * @param options credentials, region, endpoint and the like, by the names that Lance gives them;
   *     they go before what the environment says
   * @param deadline how long a call of the place may take
   * @throws IllegalArgumentException if the URI or an option is not one that it understands
   * @throws StoreException if what it needs to reach the place is missing
   */
  Storage open(URI root, Map<String, String> options, Duration deadline);
}
