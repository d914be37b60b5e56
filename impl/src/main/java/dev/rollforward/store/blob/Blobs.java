package dev.rollforward.store.blob;

import dev.rollforward.StoreException;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Optional;

/**
 * A place for small named objects that can be created only if absent: all that the manifest,
 * sidecar and audit stores need of a file system or an object store. Spec: {@code
 * contract/CreateIfAbsent.tla}.
 *
 * <p>A key is one or more segments joined by {@code /}, relative to the root of the place, such as
 * {@code __recovery/op-1.json}. Segments are not empty, and do not begin with a dot.
 *
 * <p>An object never changes once it is created, except for those that are written by {@link
 * #overwrite} alone. What is <em>visible</em> need not be <em>durable</em>: an object that another
 * process has just created may be read and yet be lost by a power failure. Whoever acts on an
 * object that it has not created itself calls {@link #makeDurable} first. On most object stores the
 * two are the same.
 *
 * <p>The protocol is safe without {@link #list}: a listing may lag or miss an object, which costs
 * only time. {@link #exists} may not.
 *
 * <p>Safe for use by several threads and processes. An interrupt of the calling thread breaks no
 * call: the call ends as if there were none, and the thread's flag is kept.
 */
public interface Blobs {
  /**
   * Creates the object {@code key} if there is none. The object exists durably at return, whoever
   * created it. At most one attempt is made that may take effect: an implementation over a client
   * that repeats requests must be able to tell its own object from another's.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have been created, or may be lost by
   *     a power failure
   * @throws StoreException if it was not created by this call
   */
  Created create(String key, byte[] content);

  /**
   * The content of the object {@code key}; empty if there is none. Of an object that is larger than
   * {@code limit} only the first {@code limit + 1} bytes are returned.
   *
   * @throws StoreException.Unreadable if what has that name is no object at all, such as a folder
   * @throws StoreException if it cannot be read
   */
  Optional<byte[]> read(String key, int limit);

  /**
   * Whether the name {@code key} is taken, by an object or by anything else. Never false because of
   * an error or of a cache: an object whose creation was acknowledged before this call began, and
   * that nobody deletes, exists.
   *
   * @param key a key, or the empty string for the root itself
   * @throws StoreException if it cannot be determined
   */
  boolean exists(String key);

  /**
   * Deletes the object {@code key}; does nothing if there is none. Its absence is durable at
   * return.
   *
   * @throws StoreException if it may still exist, or come back after a power failure
   */
  void delete(String key);

  /**
   * The names, in ascending order, of what is directly in {@code folder}, objects and folders
   * alike; none if there is no such folder. What a process that died has left half done is not
   * listed.
   *
   * @param folder one or more segments, or the empty string for the root
   * @throws StoreException if it cannot be listed
   */
  List<String> list(String folder);

  /**
   * Makes sure that a power failure does not undo the creation of {@code key}, whoever created it.
   *
   * @param key an object that this process has seen
   * @throws StoreException.OutcomeUnknown if it may be lost
   */
  void makeDurable(String key);

  /**
   * Creates or replaces the object {@code key}. Not atomic and not durable: a reader may find the
   * old content, the new, or a mixture. For hints that carry a checksum.
   *
   * @throws StoreException if it may not have been replaced
   */
  void overwrite(String key, byte[] content);

  /**
   * Checks that this place can do what the protocol needs of it, by doing it: a create takes effect
   * once, a second one finds the name taken, and both can be made durable. Leaves nothing behind.
   * Called before a group is opened for writing.
   *
   * @param folders the folders in which objects will be created and deleted; need not exist
   * @throws StoreException if it cannot; the message names the cause and the remedy
   */
  void probe(List<String> folders);

  /** Where the object {@code key} is or would be, for messages: a path or an address. */
  String location(String key);
}
