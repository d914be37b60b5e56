package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.SchemaException;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PrepareTable;
import dev.rollforward.core.TableHistory;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a table's HEAD can be built upon (rule 5), and what is done about operations of others
 * that are in the way. One per writer, used by one thread.
 */
final class HeadCheck {
  private static final PrepareTable.Blocked BY_NOBODY =
      new PrepareTable.Blocked(Collections.emptySortedSet());

  private final Stores stores;
  private final Decisions decisions;
  private final OperationId operation;
  private final ConflictResolver resolver;
  private final Backoff backoff;

  /** Operations that block nobody any more, although a listing may still show a sidecar. */
  private final Set<OperationId> settled = new HashSet<>();

  HeadCheck(Stores stores, OperationId operation, ConflictResolver resolver) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.decisions = new Decisions(stores);
    this.backoff = new Backoff(stores.environment());
    this.operation = Objects.requireNonNull(operation, "operation");
    this.resolver = Objects.requireNonNull(resolver, "resolver");
  }

  /**
   * What a check found.
   *
   * @param finding what HEAD is, compared with the pin
   * @param head HEAD
   * @param newest the manifest that it was compared with
   * @param onExternal what the caller wants done about external commits
   * @param fitted the data as it is to be committed on the base; empty without one
   * @param remembered whether the table was not looked at
   */
  record Result(
      PrepareTable.Finding finding,
      long head,
      Manifest newest,
      OnExternal onExternal,
      List<StagedChange> fitted,
      boolean remembered) {

    /** The version to build on; empty unless HEAD can be built upon. */
    OptionalLong base() {
      if (finding instanceof PrepareTable.Ready ready) {
        return OptionalLong.of(ready.base());
      }
      return isAdopted() ? OptionalLong.of(head) : OptionalLong.empty();
    }

    /** Whether the writer may go on with this table: build on HEAD, or restore the pin first. */
    boolean isFree() {
      return !isBlocked() && !isRefused();
    }

    boolean isBlocked() {
      return finding instanceof PrepareTable.Blocked;
    }

    /** The operations in the way; none if it is not blocked, or blocked by a pin that moved. */
    SortedSet<OperationId> blockers() {
      return finding instanceof PrepareTable.Blocked blocked
          ? blocked.operations()
          : Collections.emptySortedSet();
    }

    /** Whether an external commit is there that the caller wants neither kept nor undone. */
    boolean isRefused() {
      return isExternal() && onExternal != OnExternal.DISCARD && !isAdopted();
    }

    /** Whether the change is made on top of an external commit. */
    boolean isAdopted() {
      return onExternal == OnExternal.ADOPT
          && finding instanceof PrepareTable.External external
          && external.adoptable();
    }

    private Result with(List<StagedChange> data) {
      return new Result(finding, head, newest, onExternal, data, remembered);
    }

    private boolean isExternal() {
      return finding instanceof PrepareTable.External;
    }

    /** The external commit, where there is one. */
    PrepareTable.External external() {
      return (PrepareTable.External) finding;
    }
  }

  /**
   * Compares a table's HEAD with its pin. Only if HEAD is somebody else's, more is read: sidecars
   * after the table, as an operation is armed before it moves a table; the manifest after the
   * sidecars, as it is decided before its sidecar goes. Blocked by nobody is how a moved pin is
   * reported. What is remembered will do: that a version resolves to the pin stays true, and what
   * lies above it by now is found by the parent check (rule 4).
   *
   * @param looks whether what is remembered will not do
   * @throws SchemaException if the data of {@code intent} fits what it would be based on no longer
   * @throws StoreException if a store cannot be read
   */
  Result of(TableIntent intent, Planning planning, boolean looks) {
    Optional<Result> known = looks ? Optional.empty() : remembered(intent, planning);
    Result result = known.orElseGet(() -> compareUnlessFreed(intent, planning));
    return result.base().isPresent() ? result.with(fit(intent, result.base().getAsLong())) : result;
  }

  /**
   * Whose caller says something of external commits expects some; and what is derived gives way to
   * what it finds.
   */
  private Optional<Result> remembered(TableIntent intent, Planning planning) {
    long pin = planning.pinnedVersion(intent);
    OptionalLong base =
        intent.onExternal() == OnExternal.REFUSE && !intent.isDerived()
            ? stores.remembered().base(intent.table(), pin)
            : OptionalLong.empty();
    return base.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Result(
                new PrepareTable.Ready(base.getAsLong()),
                base.getAsLong(),
                planning.manifest(),
                intent.onExternal(),
                List.of(),
                true));
  }

  /** A pin that has moved since it was read may have been cleaned up. */
  private Result compareUnlessFreed(TableIntent intent, Planning planning) {
    try {
      return compare(intent, planning);
    } catch (Unreadable gone) {
      Manifest newest = stores.manifests().readNewest();
      Manifest manifest = planning.manifest();
      if (newest.pin(intent.name()).equals(manifest.pin(intent.name()))) {
        throw gone;
      }
      long pin = planning.pinnedVersion(intent);
      return new Result(BY_NOBODY, pin, newest, intent.onExternal(), List.of(), false);
    }
  }

  private Result compare(TableIntent intent, Planning planning) {
    Manifest manifest = planning.manifest();
    long pin = planning.pinnedVersion(intent);
    TableHistory history = stores.tables().history(intent.table(), pin);
    if (history.resolvedHead() == pin) {
      return result(new PrepareTable.Ready(history.head()), history, manifest, intent);
    }
    Set<OperationId> others = new TreeSet<>(PrepareTable.operationsIn(history));
    others.removeAll(settled);
    Set<OperationId> withSidecar = decisions.withSidecar(others);
    Manifest newest = stores.manifests().readNewest();
    PrepareTable.Finding finding =
        newest.pin(intent.name()).equals(manifest.pin(intent.name()))
            ? PrepareTable.find(history, pin, newest, withSidecar)
            : BY_NOBODY;
    return result(finding, history, newest, intent);
  }

  private static Result result(
      PrepareTable.Finding finding, TableHistory history, Manifest newest, TableIntent intent) {
    return new Result(finding, history.head(), newest, intent.onExternal(), List.of(), false);
  }

  private List<StagedChange> fit(TableIntent intent, long base) {
    try {
      return intent.staged().stream()
          .map(staged -> stores.tables().fit(intent.table(), base, staged))
          .toList();
    } catch (SchemaException ofDataset) {
      throw named(intent.name(), ofDataset);
    }
  }

  /** A store knows datasets; a caller knows tables by name. */
  static RuntimeException named(String table, RuntimeException failure) {
    return failure instanceof SchemaException ofDataset ? ofDataset.named(table) : failure;
  }

  /**
   * Has the operations in the way decided; if there are none, only pauses.
   *
   * @throws StoreException if that has not helped for a minute, or one cannot be decided
   */
  void makeWay(TableIntent intent, SortedSet<OperationId> blockers) {
    settled.addAll(resolver.resolve(blockers));
    if (!backoff.again()) {
      throw new StoreException(
          "operation "
              + operation
              + " could not be prepared: table '"
              + intent.name()
              + "' has been in the way for a minute"
              + (blockers.isEmpty() ? ", as its pin keeps moving" : " because of " + blockers)
              + ". Nothing of it is visible; try again when fewer writers change this table");
    }
  }
}
