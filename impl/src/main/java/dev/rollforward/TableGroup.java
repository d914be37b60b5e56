package dev.rollforward;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.runtime.GroupOpener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A set of Lance tables that change together: a {@link Transaction} over any number of them becomes
 * visible in all of them at once, or never, whatever dies or stalls on the way. Any number of
 * processes may open the same root.
 *
 * <p>The protocol is {@code spec/Rollforward.tla}; the contract is {@code spec/AtomicCommit.tla}.
 *
 * <p>Safe for use by several threads; transactions of one handle are committed one after another,
 * in the order in which they were asked to. Closing frees native memory: close readers first. Once
 * it is closed, or being closed, every method that looks at the stores throws {@link
 * IllegalStateException}, also those of its transactions and snapshots.
 */
public interface TableGroup extends AutoCloseable {
  /**
   * Makes a new group at {@code root} and opens it.
   *
   * @param root a local folder; made if it does not exist
   * @throws StoreException.AlreadyExists if there is a group; nothing was changed
   * @throws StoreException if it cannot be made
   * @throws LanceUnavailableException if Lance cannot run in this JVM; nothing was made
   */
  static TableGroup create(Path root) {
    return create(root, OpenOptions.readWrite());
  }

  /**
   * As {@link #create(Path)}.
   *
   * @throws IllegalArgumentException if the options are read-only
   */
  static TableGroup create(Path root, OpenOptions options) {
    return GroupOpener.create(root, options);
  }

  /**
   * As {@link #create(Path, OpenOptions)}.
   *
   * @param root as for {@link #open(URI, OpenOptions)}
   */
  static TableGroup create(URI root, OpenOptions options) {
    return GroupOpener.create(root, options);
  }

  /**
   * Opens the group at {@code root}, or makes a new one if there is none. Several may call this at
   * once: one makes it, and all open the same.
   *
   * @throws StoreException as for {@link #open(Path, OpenOptions)}
   */
  static TableGroup openOrCreate(Path root) {
    return openOrCreate(root, OpenOptions.readWrite());
  }

  /**
   * As {@link #openOrCreate(Path)}.
   *
   * @throws IllegalArgumentException if the options are read-only
   */
  static TableGroup openOrCreate(Path root, OpenOptions options) {
    return GroupOpener.openOrCreate(root, options);
  }

  /**
   * As {@link #openOrCreate(Path, OpenOptions)}.
   *
   * @param root as for {@link #open(URI, OpenOptions)}
   */
  static TableGroup openOrCreate(URI root, OpenOptions options) {
    return GroupOpener.openOrCreate(root, options);
  }

  /**
   * Opens the group at {@code root} for reading and writing.
   *
   * @throws StoreException as for {@link #open(Path, OpenOptions)}
   */
  static TableGroup open(Path root) {
    return open(root, OpenOptions.readWrite());
  }

  /**
   * Opens the group at {@code root}. Opened for writing, it first recovers what others left
   * unfinished, as {@link OpenOptions#recovery()} says, see {@link #openReport()}. A sidecar that
   * cannot be used never fails an open.
   *
   * @throws Unreadable if there is no group at {@code root} (MISSING), another protocol made it
   *     (FOREIGN), its mark or newest manifest is damaged (CORRUPT) or of a newer release
   *     (NEWER_FORMAT); nothing was changed
   * @throws StoreException if it cannot be read
   * @throws LanceUnavailableException if Lance cannot run in this JVM; the message says which flag
   *     or setting is missing, and nothing was read or made
   */
  static TableGroup open(Path root, OpenOptions options) {
    return GroupOpener.open(root, options);
  }

  /**
   * As {@link #open(Path, OpenOptions)}.
   *
   * @param root {@code file:///folder}; {@code s3://bucket/folder}, {@code gs://bucket/folder} or
   *     {@code az://container/folder}, with the artifact {@code rollforward-objectstore}, see
   *     docs/object-stores.md; or {@code memory://name}, which is gone when this JVM ends
   * @throws IllegalArgumentException if it is of another form or scheme, the artifact for it is not
   *     on the class path, or a storage option is not one that it understands
   */
  static TableGroup open(URI root, OpenOptions options) {
    return GroupOpener.open(root, options);
  }

  /** Where the group lives: an absolute URI, without a slash at its end. */
  URI root();

  /** What the recovery of this open did; empty for a read-only group. */
  RecoveryReport openReport();

  /**
   * Finishes every unfinished operation, but for those that this handle is committing itself. It
   * waits for the owners of others as {@link OpenOptions#patience()} says. Safe beside live writers
   * of any process: one that is rolled back is told so and can try again.
   *
   * @throws IllegalStateException if the group is read-only
   * @throws StoreException if the sidecars cannot be listed
   */
  RecoveryReport recover();

  /**
   * All tables as one manifest shows them. Later changes don't reach it. Invariant: {@code
   * AtomicVisibility}.
   *
   * @throws StoreException if the manifest cannot be read
   */
  Snapshot snapshot();

  /**
   * A new, empty transaction that applies to the tables as they are when it is committed.
   *
   * @throws IllegalStateException if the group is read-only
   * @throws StoreException if the manifest cannot be read
   */
  Transaction begin();

  /**
   * A new, empty transaction that is committed only if none of its tables has changed since {@code
   * snapshot}.
   *
   * @throws IllegalArgumentException if the snapshot is of another group, or of a copy of this one
   *     under another root
   * @throws IllegalStateException if the group is read-only, or the snapshot is closed
   */
  Transaction begin(Snapshot snapshot);

  /**
   * A new, empty transaction with an id of the caller's, who may try it again after a crash, with
   * the same id for the same change: the first attempt counts. A later one, from this process or
   * another, settles the first if it is unfinished, changes nothing, and returns how the first
   * ended: {@link CommitResult.Committed#isRepeat}, or {@link CommitResult.Rejected}. It is never
   * retried under another id. How it ended is recorded for good, which costs two more store calls.
   *
   * @param id an id that no other change has
   * @throws IllegalStateException if the group is read-only
   * @throws StoreException if the manifest cannot be read
   */
  Transaction begin(OperationId id);

  /**
   * Settles how {@code operation} ended and says so: the way on after {@link CommitResult.Unknown}.
   * If it is still undecided, it is finished now if all of it is there, and rolled back otherwise;
   * its owner is not waited for. The answer is final.
   *
   * @param operation an operation that no thread of this handle is committing
   * @return how it ended, or that nothing records it
   * @throws IllegalStateException if this handle is committing it right now, or is read-only
   * @throws StoreException if a store failed, or what it left cannot be read; ask again
   */
  Resolution resolve(OperationId operation);

  /**
   * Deletes the data files of {@code fragments}, which were handed to {@code operation}, by another
   * process perhaps: of one that is known to be aborted, and of no other. See also {@link
   * Transaction#abandon}. Files that are gone already are no error.
   *
   * @param fragments that were handed to this operation and to no other
   * @throws IllegalStateException if it is not aborted for good (nothing may be recorded of it,
   *     since its owner has not begun to commit it, and still may), a table shows them, or as for
   *     {@link #resolve}; nothing was deleted
   * @throws StoreException if one could not be deleted, or as for {@link #resolve}
   */
  void abandon(OperationId operation, List<StagedFragments> fragments);

  /**
   * The target that {@link StagingTarget#toJson} has written.
   *
   * @throws IllegalArgumentException if it is not that, is damaged, or of another release
   */
  static StagingTarget stagingTarget(String json) {
    return GroupOpener.stagingTarget(json);
  }

  /**
   * The fragments that {@link StagedFragments#toJson} has written.
   *
   * @throws IllegalArgumentException if it is not that, is damaged, or of another release
   */
  static StagedFragments stagedFragments(String json) {
    return GroupOpener.stagedFragments(json);
  }

  /**
   * Everything the protocol knows of this group, problems included. Never writes.
   *
   * @throws StoreException if the manifest cannot be read
   */
  GroupView inspect();

  /**
   * What was done to the group, newest first, as far as it was not cleaned up.
   *
   * @param most how many manifests at most, at least 1
   * @throws StoreException if a manifest cannot be read
   * @throws IllegalStateException if the group is closed
   */
  List<Revision> history(int most);

  /**
   * All tables as they were at {@code at}.
   *
   * @return a snapshot like any other; the caller closes it
   * @throws IllegalArgumentException if there was no such manifest yet
   * @throws StoreException.Unreadable if it was cleaned up (MISSING), or cannot be used
   * @throws StoreException if a manifest cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Snapshot snapshot(At at);

  /**
   * The tables that are not the same at {@code from} and at {@code to}, by name.
   *
   * @throws IllegalArgumentException if {@code to} is before {@code from}, or either is not yet
   * @throws StoreException.Unreadable as {@link #snapshot(At)}
   * @throws StoreException if a manifest or a table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  List<TableDiff> diff(At from, At to);

  /**
   * A new transaction that makes {@code tables} hold what they held at {@code at}: their rows are
   * written again, a table that there was not is dropped, and one that is gone is created. History
   * is not rewritten. It is committed only if none of them has changed since this call, and other
   * changes can be added to it.
   *
   * @param tables which ones; those that are not named stay as they are
   * @throws NoSuchTableException if there is a table of that name neither then nor now
   * @throws IllegalArgumentException as {@link #snapshot(At)}
   * @throws StoreException if rows cannot be read or staged
   * @throws IllegalStateException if the group is read-only or closed
   */
  Transaction restore(At at, String... tables);

  /** Names for points in the history, which a clean-up keeps. */
  Tags tags();

  /** Clean-up of what nobody needs any more, and checks of all that there is. */
  Maintenance maintenance();

  /** How long {@link #close()} waits. */
  Duration DEFAULT_CLOSE_BOUND = Duration.ofSeconds(30);

  /**
   * Closes as {@link #close(Duration)} does, within {@link #DEFAULT_CLOSE_BOUND}.
   *
   * @throws IllegalStateException if calls are still under way then, a reader of it is still open,
   *     or it is called from within a call of the group, by a listener
   */
  @Override
  void close();

  /**
   * Takes no new calls, waits for those that are under way, commits that wait for their turn
   * included, and then frees native memory. Does nothing if closed already. An interrupt does not
   * end the wait and stays set.
   *
   * <p>In a shutdown hook a call may be under way that waits for the JVM to end, so the wait has a
   * bound; what is not finished then is recovered by the next process that needs it.
   *
   * @param bound how long to wait at most; zero not at all
   * @return whether it is closed, and what it left behind
   * @throws IllegalStateException if a reader of it is still open, or it is called from within a
   *     call of the group, by a listener; the group stays open then
   */
  CloseReport close(Duration bound);
}
