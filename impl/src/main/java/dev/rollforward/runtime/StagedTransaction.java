package dev.rollforward.runtime;

import dev.rollforward.CommitResult;
import dev.rollforward.IndexOptions;
import dev.rollforward.OperationId;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import dev.rollforward.Transaction;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Derived;
import dev.rollforward.core.change.InPlace;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.engine.OnExternal;
import dev.rollforward.engine.Terms;
import dev.rollforward.engine.Writer;
import dev.rollforward.lance.SchemaEdit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** A transaction of an open group. */
public final class StagedTransaction implements Transaction {
  private static final Pattern RESERVED = Pattern.compile("lance|rollforward\\.");

  private static final int LONGEST_SOURCE = 200;

  private final GroupHandle group;
  private final Manifest manifest;
  private final Basis basis;
  private final WriteSet writes;
  private final SortedMap<String, Optional<Pin>> reads = new TreeMap<>();
  private final SortedMap<String, Long> sources = new TreeMap<>();
  private final SortedMap<String, String> properties = new TreeMap<>();
  private Optional<String> actor;
  private Optional<String> message = Optional.empty();
  private OperationId id;
  private boolean committed;
  private boolean abandoned;
  private Optional<CommitResult> result = Optional.empty();

  StagedTransaction(GroupHandle group, OperationId id, Manifest manifest, Basis basis) {
    this.group = group;
    this.id = id;
    this.manifest = manifest;
    this.basis = basis;
    this.writes = new WriteSet(group, id, manifest, basis);
    this.actor = group.options().actor();
  }

  @Override
  public OperationId id() {
    return id;
  }

  @Override
  public Transaction create(String name, ArrowReader rows) {
    return closingOnFailure(
        rows, () -> create(name, (table, base) -> group.data().stageCreate(table, rows)));
  }

  @Override
  public Transaction create(String name, Schema schema) {
    return create(name, (table, base) -> group.data().stageCreate(table, schema));
  }

  /** Creates table {@code name} with what {@code staging} stages. For tests too. */
  public Transaction create(String name, TableData.Staging staging) {
    writes.create(name, staging);
    return this;
  }

  @Override
  public Transaction append(String name, ArrowReader rows) {
    return closingOnFailure(
        rows,
        () ->
            append(
                name,
                (table, base) ->
                    group.data().stageAppend(manifest.table(name).orElseThrow(), rows)));
  }

  /** Adds to table {@code name} what {@code staging} stages. For tests too. */
  public Transaction append(String name, TableData.Staging staging) {
    return change(name, new Append(), staging);
  }

  /** Changes table {@code name} by what {@code staging} stages. For tests too. */
  public Transaction change(String name, InPlace change, TableData.Staging staging) {
    return change(
        name, change, pinned -> staging.stage(pinned.pin().table(), pinned.pin().version()));
  }

  @Override
  public Transaction overwrite(String name, ArrowReader rows) {
    return closingOnFailure(
        rows, () -> overwrite(name, (old, other) -> group.data().stageOverwrite(old, other, rows)));
  }

  /**
   * Puts what {@code staging} stages in place of all that table {@code name} has. For tests too.
   */
  public Transaction overwrite(String name, TableData.StagingOverwrite staging) {
    writes.overwrite(name, staging);
    return this;
  }

  @Override
  public Transaction append(String name, List<StagedFragments> fragments) {
    writes.change(
        name, new Append(), fragments, pinned -> group.data().stageAppend(pinned, fragments));
    return this;
  }

  @Override
  public Transaction overwrite(String name, List<StagedFragments> fragments) {
    writes.change(
        name, new Overwrite(), fragments, pinned -> group.data().stageOverwrite(pinned, fragments));
    return this;
  }

  @Override
  public StagingTarget stagingTarget(String name) {
    return writes.target(name);
  }

  @Override
  public void abandon() {
    if (committed && !abandoned && !(hasChangedNothing() && group.committer().isOver(id))) {
      throw new IllegalStateException(
          "transaction "
              + id
              + " was not rejected for good, so what it was handed stays. Settle it by"
              + " TableGroup.resolve first");
    }
    committed = true;
    abandoned = true;
    group.abandon(writes.handedOver());
    group.discard(writes.staged());
    writes.clear();
  }

  /** A repeat is committed, but another has done it. */
  private boolean hasChangedNothing() {
    return result
        .filter(
            known ->
                known instanceof CommitResult.Rejected
                    || (known instanceof CommitResult.Committed && !known.operation().equals(id)))
        .isPresent();
  }

  @Override
  public Transaction delete(String name, String predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return change(name, new Delete(), pinned -> group.data().stageDelete(pinned, predicate));
  }

  @Override
  public Transaction upsert(String name, ArrowReader rows, String... keyColumns) {
    return upsert(name, UpsertMode.UPDATE_AND_INSERT, rows, keyColumns);
  }

  @Override
  public Transaction upsert(String name, UpsertMode mode, ArrowReader rows, String... keyColumns) {
    return closingOnFailure(
        rows,
        () ->
            change(
                name,
                new Upsert(),
                pinned -> group.data().stageUpsert(pinned, mode, rows, List.of(keyColumns))));
  }

  @Override
  public Transaction update(String name, String predicate, Map<String, String> assignments) {
    Objects.requireNonNull(predicate, "predicate");
    return change(
        name, new Update(), pinned -> group.data().stageUpdate(pinned, predicate, assignments));
  }

  @Override
  public Transaction addColumns(String name, Schema columns) {
    return edit(name, SchemaEdit.adding(columns));
  }

  @Override
  public Transaction addColumns(String name, Map<String, String> expressions) {
    return change(
        name, new MergeColumns(), pinned -> group.data().stageColumns(pinned, expressions));
  }

  @Override
  public Transaction addColumns(String name, ArrowReader rows, String keyColumn) {
    return closingOnFailure(
        rows,
        () ->
            change(
                name,
                new MergeColumns(),
                pinned -> group.data().stageColumns(pinned, rows, keyColumn)));
  }

  @Override
  public Transaction dropColumns(String name, String... columns) {
    return edit(name, SchemaEdit.dropping(List.of(columns)));
  }

  @Override
  public Transaction renameColumn(String name, String from, String to) {
    return edit(name, SchemaEdit.renaming(from, to));
  }

  private Transaction edit(String name, SchemaEdit edit) {
    writes.edit(name, edit);
    return this;
  }

  @Override
  public Transaction tableMetadata(String name, String key, String value) {
    return metadata(name, key, Optional.of(value));
  }

  @Override
  public Transaction removeTableMetadata(String name, String key) {
    return metadata(name, key, Optional.empty());
  }

  private Transaction metadata(String name, String key, Optional<String> value) {
    if (key.isEmpty() || RESERVED.matcher(key).lookingAt()) {
      throw new IllegalArgumentException(
          "metadata of table '"
              + name
              + "' cannot have the key '"
              + key
              + "': it is empty, or begins with lance or rollforward. Choose another one");
    }
    return edit(name, SchemaEdit.noting(key, value));
  }

  @Override
  public Transaction compact(String name) {
    return derived(name, new Compact(), group.data()::stageCompact);
  }

  @Override
  public Transaction buildIndex(String name, String column, IndexOptions options) {
    Objects.requireNonNull(options, "options");
    return derived(
        name, new BuildIndex(), pinned -> group.data().stageBuildIndex(pinned, column, options));
  }

  @Override
  public Transaction optimizeIndex(String name, String index) {
    return derived(
        name, new OptimizeIndex(), pinned -> group.data().stageOptimizeIndex(pinned, index));
  }

  /** Changes files and indices of table {@code name} only. For tests too. */
  public Transaction derived(String name, Derived change, StagingOnPin staging) {
    writes.derive(name, change, staging);
    return this;
  }

  private Transaction change(String name, Change change, StagingOnPin staging) {
    writes.change(name, change, staging);
    return this;
  }

  @Override
  public Transaction renameTable(String name, String to) {
    writes.rename(name, to);
    return this;
  }

  @Override
  public Transaction source(String name, long sequence) {
    if (name.isEmpty() || name.length() > LONGEST_SOURCE) {
      throw new IllegalArgumentException(
          "source name '" + name + "' is not 1 to " + LONGEST_SOURCE + " characters");
    }
    sources.put(name, sequence);
    return this;
  }

  @Override
  public Transaction drop(String name) {
    writes.drop(name);
    return this;
  }

  @Override
  public Transaction adoptExternal(String name) {
    return onExternal(name, OnExternal.ADOPT);
  }

  @Override
  public Transaction discardExternal(String name) {
    return onExternal(name, OnExternal.DISCARD);
  }

  private Transaction onExternal(String name, OnExternal what) {
    writes.onExternal(name, what);
    return this;
  }

  @Override
  public Transaction reads(String name) {
    WriteSet.requireName(name);
    reads.put(name, manifest.pin(name));
    return this;
  }

  @Override
  public Transaction actor(String newActor) {
    actor = Optional.of(newActor);
    return this;
  }

  @Override
  public Transaction message(String newMessage) {
    message = Optional.of(newMessage);
    return this;
  }

  @Override
  public Transaction property(String key, String value) {
    properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  @Override
  public Transaction takeOver(Transaction rejected) {
    if (!(rejected instanceof StagedTransaction other && other.group == group)) {
      throw new IllegalArgumentException("what is taken over is a transaction of the same handle");
    }
    other.requireStagedForOthers();
    writes.takeOver(other.writes);
    return this;
  }

  /** Others may take what it has staged if nobody can ever commit it as this transaction. */
  private void requireStagedForOthers() {
    if (!(result.orElse(null) instanceof CommitResult.Rejected) || !group.committer().isOver(id)) {
      throw new IllegalStateException(
          "transaction " + id + " was not rejected for good, so it keeps what it has staged");
    }
    if (writes.isEmpty()) {
      throw new IllegalStateException("transaction " + id + " was taken over before");
    }
  }

  @Override
  public CommitResult commit() {
    return commit(Timer.ENDLESS);
  }

  @Override
  public CommitResult commitWithin(Duration deadline) {
    if (deadline.isNegative()) {
      throw new IllegalArgumentException("deadline is negative: " + deadline);
    }
    return commit(new Timer(group.environment()::nanoTime, deadline));
  }

  private CommitResult commit(Timer deadline) {
    seal();
    Attempts attempts = new Attempts(group, id, writes.intents(), terms(), basis, deadline);
    try (ObservedCommit observed = new ObservedCommit(group.options().observer(), id)) {
      return observed.ended(attempts.run(), attempts.made());
    } finally {
      id = attempts.id();
      result = attempts.result();
    }
  }

  /** Seals the transaction and returns its writer, which has not started. For tests too. */
  public Writer owner() {
    seal();
    return group.committer().owner(id, writes.intents(), terms(), Timer.ENDLESS);
  }

  private void seal() {
    if (writes.isEmpty()) {
      throw new IllegalStateException("transaction " + id + " has no tables");
    }
    if (committed) {
      throw new IllegalStateException("transaction " + id + " was committed before");
    }
    committed = true;
  }

  private Terms terms() {
    return new Terms(
        new Origin(actor, message, properties),
        group.options().grace(),
        new Expectation(reads, manifest.version()),
        sources,
        writes.begun(),
        basis == Basis.ONCE);
  }

  /** The reader is closed even if validation fails before staging starts. */
  private static Transaction closingOnFailure(ArrowReader rows, Supplier<Transaction> adding) {
    try {
      return adding.get();
    } catch (RuntimeException | Error failure) {
      try {
        rows.close();
      } catch (IOException unclosed) {
        failure.addSuppressed(unclosed);
      }
      throw failure;
    }
  }
}
