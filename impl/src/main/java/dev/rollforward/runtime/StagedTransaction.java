package dev.rollforward.runtime;

import dev.rollforward.CommitResult;
import dev.rollforward.IndexOptions;
import dev.rollforward.NoSuchTableException;
import dev.rollforward.OperationId;
import dev.rollforward.SchemaException;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import dev.rollforward.TableExistsException;
import dev.rollforward.Transaction;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Derived;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.InPlace;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Rename;
import dev.rollforward.core.change.Role;
import dev.rollforward.core.change.RowChange;
import dev.rollforward.core.change.SchemaChange;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.engine.OnExternal;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import dev.rollforward.engine.Writer;
import dev.rollforward.lance.SchemaEdit;
import dev.rollforward.port.TableStore.StagedChange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** A transaction of an open group. */
public final class StagedTransaction implements Transaction {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  private static final Pattern RESERVED = Pattern.compile("lance|rollforward\\.");

  private static final int LONGEST_SOURCE = 200;

  private final GroupHandle group;
  private final Manifest manifest;
  private final Basis basis;
  private final List<TableIntent> intents = new ArrayList<>();
  private final List<StagedFragments> handedOver = new ArrayList<>();
  private final SortedMap<String, Optional<Pin>> reads = new TreeMap<>();
  private final SortedMap<String, Long> sources = new TreeMap<>();
  private final SortedMap<String, String> properties = new TreeMap<>();
  private Optional<String> actor;
  private Optional<String> message = Optional.empty();
  private OperationId id;
  private boolean committed;
  private Optional<CommitResult> result = Optional.empty();

  StagedTransaction(GroupHandle group, OperationId id, Manifest manifest, Basis basis) {
    this.group = group;
    this.id = id;
    this.manifest = manifest;
    this.basis = basis;
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
    requireNew(name);
    TableId table = group.newDataset();
    StagedChange staged = group.inside(() -> staging.stage(table, Pin.ABSENT));
    return add(TableIntent.of(name, table, new Create(), staged));
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
  public Transaction change(String name, RowChange change, TableData.Staging staging) {
    return change(
        name, change, pinned -> staging.stage(pinned.pin().table(), pinned.pin().version()));
  }

  @Override
  public Transaction overwrite(String name, ArrowReader rows) {
    return closingOnFailure(rows, () -> overwriteWith(name, rows));
  }

  private Transaction overwriteWith(String name, ArrowReader rows) {
    requireNew(name);
    PinnedTable old = manifest.table(name).orElseThrow(() -> missing(name));
    TableData.Overwriting staged =
        naming(
            name,
            old.pin().table(),
            () -> group.data().stageOverwrite(old, group.newDataset(), rows));
    TableIntent intent = TableIntent.of(name, staged.table(), staged.change(), staged.data());
    return add(staged.change().makesDataset() ? intent.replacing(old.pin().table()) : intent);
  }

  @Override
  public Transaction append(String name, List<StagedFragments> fragments) {
    requireNotHanded(fragments);
    change(name, new Append(), pinned -> group.data().stageAppend(pinned, fragments));
    handedOver.addAll(fragments);
    return this;
  }

  @Override
  public Transaction overwrite(String name, List<StagedFragments> fragments) {
    requireNotHanded(fragments);
    change(name, new Overwrite(), pinned -> group.data().stageOverwrite(pinned, fragments));
    handedOver.addAll(fragments);
    return this;
  }

  private void requireNotHanded(List<StagedFragments> fragments) {
    if (fragments.stream().anyMatch(handedOver::contains)) {
      throw new IllegalArgumentException(
          "transaction " + id + " has these fragments already: their rows would be there twice");
    }
  }

  @Override
  public StagingTarget stagingTarget(String name) {
    PinnedTable table = manifest.table(name).orElseThrow(() -> missing(name));
    return naming(name, table.pin().table(), () -> group.target(table));
  }

  @Override
  public void abandon() {
    if (committed && !(hasChangedNothing() && group.isOver(id))) {
      throw new IllegalStateException(
          "transaction "
              + id
              + " was not rejected for good, so what it was handed stays. Settle it by"
              + " TableGroup.resolve first");
    }
    committed = true;
    intents.clear();
    group.abandon(List.copyOf(handedOver));
    handedOver.clear();
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

  /** Sees what earlier edits of the same table make of its schema, and is one commit with them. */
  private Transaction edit(String name, SchemaEdit edit) {
    Optional<TableIntent> earlier =
        intents.stream()
            .filter(i -> i.name().equals(name) && i.change() instanceof SchemaChange)
            .findFirst();
    if (earlier.isEmpty()) {
      return change(name, edit.change(), staging(Optional.empty(), edit));
    }
    TableIntent intent = earlier.get();
    StagingOnPin both = staging(Optional.of(intent.staged().get(0)), edit);
    PinnedTable pinned = manifest.table(name).orElseThrow(() -> missing(name));
    StagedChange staged = naming(name, intent.table(), () -> both.stage(pinned));
    SchemaChange change = ((SchemaChange) intent.change()).and(edit.change());
    intents.set(intents.indexOf(intent), intent.as(change, staged));
    return this;
  }

  private StagingOnPin staging(Optional<StagedChange> before, SchemaEdit edit) {
    return pinned -> group.data().stageSchema(pinned, before, edit);
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
    requireNew(name);
    requireAlike(change);
    PinnedTable pinned = manifest.table(name).orElseThrow(() -> missing(name));
    StagedChange staged = naming(name, pinned.pin().table(), () -> staging.stage(pinned));
    OptionalLong pin = OptionalLong.of(pinned.pin().version());
    intents.add(TableIntent.of(name, pinned.pin().table(), change, staged).on(pin));
    return this;
  }

  /** A derived change gives way, and must not take others with it. */
  private void requireAlike(Change change) {
    boolean derived = change.role() == Role.DERIVED;
    if (intents.stream().anyMatch(intent -> intent.isDerived() != derived)) {
      throw new IllegalArgumentException(
          "transaction "
              + id
              + " cannot change what tables hold and how they are stored at once: "
              + "commit compactions and indexes apart");
    }
  }

  /** Stages a change of a table that exists; errors name it as the group does. */
  @FunctionalInterface
  public interface StagingOnPin {
    /** Stages it on what is pinned. */
    StagedChange stage(PinnedTable pinned);
  }

  private Transaction change(String name, Change change, StagingOnPin staging) {
    OptionalInt below = below(name, change);
    PinnedTable pinned = manifest.table(name).orElseThrow(() -> missing(name));
    StagedChange staged = naming(name, pinned.pin().table(), () -> staging.stage(pinned));
    if (below.isPresent()) {
      intents.set(below.getAsInt(), intents.get(below.getAsInt()).then(staged));
      return this;
    }
    return add(TableIntent.of(name, pinned.pin().table(), change, staged));
  }

  /**
   * The change of the same table on top of which {@code change} is committed; empty if there is
   * none. Only an append can be staged without seeing what the change below makes.
   */
  private OptionalInt below(String name, Change change) {
    for (int i = 0; i < intents.size(); i++) {
      TableIntent other = intents.get(i);
      if (other.name().equals(name)
          && other.change().takesAppends()
          && change.equals(new Append())) {
        return OptionalInt.of(i);
      }
    }
    requireNew(name);
    return OptionalInt.empty();
  }

  /** A store knows datasets, and its caller knows tables by name. */
  private <T> T naming(String name, TableId table, Supplier<T> staging) {
    try {
      return group.inside(staging);
    } catch (SchemaException ofDataset) {
      throw ofDataset.named(name);
    } catch (IllegalArgumentException ofDataset) {
      throw new IllegalArgumentException(
          String.valueOf(ofDataset.getMessage()).replace(table.value(), name), ofDataset);
    }
  }

  @Override
  public Transaction renameTable(String name, String to) {
    requireNew(name);
    Pin pin = manifest.pin(name).orElseThrow(() -> missing(name));
    if (to.equals(name)) {
      throw new IllegalArgumentException("table '" + name + "' is called so already");
    }
    requireNew(to);
    if (manifest.pin(to).isPresent()) {
      throw new TableExistsException(to, manifest.version());
    }
    return add(TableIntent.of(name, pin.table(), new Rename(to)));
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
    requireNew(name);
    Pin pin = manifest.pin(name).orElseThrow(() -> missing(name));
    return add(TableIntent.of(name, pin.table(), new Drop()));
  }

  @Override
  public Transaction adoptExternal(String name) {
    return onExternal(name, OnExternal.ADOPT);
  }

  @Override
  public Transaction discardExternal(String name) {
    return onExternal(name, OnExternal.DISCARD);
  }

  /** A create makes another table, and a drop leaves what there is as it is. */
  private Transaction onExternal(String name, OnExternal what) {
    for (int i = 0; i < intents.size(); i++) {
      TableIntent intent = intents.get(i);
      if (intent.name().equals(name) && intent.change() instanceof InPlace && !intent.isDerived()) {
        intents.set(i, intent.onExternal(what));
        return this;
      }
    }
    throw new IllegalArgumentException(
        "transaction " + id + " changes nothing in table '" + name + "'. Change it first");
  }

  @Override
  public Transaction reads(String name) {
    requireName(name);
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
    List<TableIntent> theirs = other.handOver();
    theirs.forEach(this::requireTakeable);
    other.intents.clear();
    handedOver.addAll(other.handedOver);
    other.handedOver.clear();
    theirs.forEach(intent -> intents.add(intent.on(demanded(intent.name()))));
    return this;
  }

  /** What it has staged, if nobody can ever commit it any more. */
  private List<TableIntent> handOver() {
    if (!(result.orElse(null) instanceof CommitResult.Rejected) || !group.isOver(id)) {
      throw new IllegalStateException(
          "transaction " + id + " was not rejected for good, so it keeps what it has staged");
    }
    if (intents.isEmpty()) {
      throw new IllegalStateException("transaction " + id + " was taken over before");
    }
    return List.copyOf(intents);
  }

  private void requireTakeable(TableIntent intent) {
    requireNew(intent.name());
    if (intent.change().makesDataset()) {
      throw new IllegalArgumentException(
          "the dataset of table '"
              + intent.name()
              + "' is fenced, so what was staged for it can be committed no more. Stage it again");
    }
    if (manifest.pin(intent.name()).filter(p -> p.table().equals(intent.table())).isEmpty()) {
      throw missing(intent.name());
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
    Attempts attempts = new Attempts(group, id, intents, terms(), basis, deadline);
    try {
      return attempts.run();
    } finally {
      id = attempts.id();
      result = attempts.result();
    }
  }

  /** Seals the transaction and returns its writer, which has not started. For tests too. */
  public Writer owner() {
    seal();
    return group.owner(id, intents, terms(), Timer.ENDLESS);
  }

  private void seal() {
    if (intents.isEmpty()) {
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

  private static void requireName(String name) {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "table name '" + name + "' is not 1 to 100 characters of [A-Za-z0-9_-]");
    }
  }

  private void requireNew(String name) {
    requireName(name);
    Optional<String> other =
        intents.stream()
            .flatMap(intent -> Stream.of(intent.name(), intent.change().nameAfter(intent.name())))
            .filter(name::equalsIgnoreCase)
            .findFirst();
    if (other.isPresent()) {
      throw new IllegalArgumentException(
          "table '"
              + other.get()
              + "' is in this transaction already"
              + (other.get().equals(name)
                  ? ", and what is done to it now would have to see the result: commit this"
                      + " transaction first. Only rows can be appended to what it does to the"
                      + " rows of a table, and the columns and metadata changed after columns"
                      + " and metadata"
                  : ", and '" + name + "' differs from it in case only: commit them apart"));
    }
  }

  private Transaction add(TableIntent intent) {
    requireAlike(intent.change());
    intents.add(intent.on(demanded(intent.name())));
    return this;
  }

  private OptionalLong demanded(String name) {
    return basis == Basis.SNAPSHOT
        ? OptionalLong.of(manifest.pin(name).map(Pin::version).orElse(Pin.ABSENT))
        : OptionalLong.empty();
  }

  private NoSuchTableException missing(String name) {
    return new NoSuchTableException(name, manifest.version(), manifest.pins().keySet());
  }
}
