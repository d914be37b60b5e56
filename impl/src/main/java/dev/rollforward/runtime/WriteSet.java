package dev.rollforward.runtime;

import dev.rollforward.NoSuchTableException;
import dev.rollforward.OperationId;
import dev.rollforward.SchemaException;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import dev.rollforward.TableExistsException;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Derived;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.InPlace;
import dev.rollforward.core.change.Rename;
import dev.rollforward.core.change.Role;
import dev.rollforward.core.change.SchemaChange;
import dev.rollforward.engine.OnExternal;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.lance.SchemaEdit;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a transaction has staged, and the rules for what can be in one transaction: each table once,
 * but for appends and changes of the schema; no derived change beside another. Used by one thread.
 */
final class WriteSet {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  private final GroupHandle group;
  private final OperationId transaction;
  private final Manifest manifest;
  private final Basis basis;
  private final List<TableIntent> intents = new ArrayList<>();
  private final List<StagedFragments> handedOver = new ArrayList<>();
  private long begun;

  /**
   * An empty one.
   *
   * @param transaction the transaction, for what is refused
   * @param manifest what it is staged on
   * @param basis why on that
   */
  WriteSet(GroupHandle group, OperationId transaction, Manifest manifest, Basis basis) {
    this.group = group;
    this.transaction = transaction;
    this.manifest = manifest;
    this.basis = basis;
    this.begun = manifest.version();
  }

  /** The changes, as they are at any time. */
  List<TableIntent> intents() {
    return intents;
  }

  /** All that was staged, by this transaction and by others. */
  List<StagedChange> staged() {
    return intents.stream().flatMap(intent -> intent.staged().stream()).toList();
  }

  /** Table {@code name}, for others to stage rows for. */
  StagingTarget target(String name) {
    PinnedTable pinned = pinned(name);
    return naming(name, pinned.pin().table(), () -> group.target(pinned));
  }

  /** A manifest that there was before any of it was staged; 0 if that is not known. */
  long begun() {
    return handedOver.isEmpty() ? begun : 0;
  }

  /** What others have staged and handed over to be committed. */
  List<StagedFragments> handedOver() {
    return List.copyOf(handedOver);
  }

  boolean isEmpty() {
    return intents.isEmpty();
  }

  void clear() {
    intents.clear();
    handedOver.clear();
  }

  /** Creates table {@code name} with what {@code staging} stages. */
  void create(String name, TableData.Staging staging) {
    requireNew(name);
    TableId table = group.newDataset();
    StagedChange staged = group.inside(() -> staging.stage(table, Pin.ABSENT));
    add(TableIntent.of(name, table, new Create(), staged));
  }

  /** Changes table {@code name} by what {@code staging} stages on its pin. */
  void change(String name, Change change, StagingOnPin staging) {
    OptionalInt below = below(name, change);
    PinnedTable pinned = pinned(name);
    StagedChange staged = naming(name, pinned.pin().table(), () -> staging.stage(pinned));
    if (below.isPresent()) {
      intents.set(below.getAsInt(), intents.get(below.getAsInt()).then(staged));
    } else {
      add(TableIntent.of(name, pinned.pin().table(), change, staged));
    }
  }

  /** Changes table {@code name} by {@code fragments}, which others have staged. */
  void change(String name, Change change, List<StagedFragments> fragments, StagingOnPin staging) {
    requireNotHanded(fragments);
    change(name, change, staging);
    handedOver.addAll(fragments);
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

  /** Puts {@code rows} in place of all that table {@code name} has, whatever their schema is. */
  void overwrite(String name, TableData.StagingOverwrite rows) {
    requireNew(name);
    PinnedTable old = pinned(name);
    TableData.Overwriting staged =
        naming(name, old.pin().table(), () -> rows.stage(old, group.newDataset()));
    TableIntent intent = TableIntent.of(name, staged.table(), staged.change(), staged.data());
    add(staged.change().makesDataset() ? intent.replacing(old.pin().table()) : intent);
  }

  /** Sees what earlier edits of the same table make of its schema, and is one commit with them. */
  void edit(String name, SchemaEdit edit) {
    Optional<TableIntent> earlier =
        intents.stream()
            .filter(i -> i.name().equals(name) && i.change() instanceof SchemaChange)
            .findFirst();
    if (earlier.isEmpty()) {
      change(name, edit.change(), staging(Optional.empty(), edit));
      return;
    }
    TableIntent intent = earlier.get();
    StagingOnPin both = staging(Optional.of(intent.staged().get(0)), edit);
    PinnedTable pinned = pinned(name);
    StagedChange staged = naming(name, intent.table(), () -> both.stage(pinned));
    SchemaChange change = ((SchemaChange) intent.change()).and(edit.change());
    intents.set(intents.indexOf(intent), intent.as(change, staged));
  }

  private StagingOnPin staging(Optional<StagedChange> before, SchemaEdit edit) {
    return pinned -> group.data().stageSchema(pinned, before, edit);
  }

  /** Changes files and indices of table {@code name} only. */
  void derive(String name, Derived change, StagingOnPin staging) {
    requireNew(name);
    requireAlike(change);
    PinnedTable pinned = pinned(name);
    StagedChange staged = naming(name, pinned.pin().table(), () -> staging.stage(pinned));
    OptionalLong pin = OptionalLong.of(pinned.pin().version());
    intents.add(TableIntent.of(name, pinned.pin().table(), change, staged).on(pin));
  }

  /** Gives table {@code name} the name {@code to}. */
  void rename(String name, String to) {
    requireNew(name);
    Pin pin = pinned(name).pin();
    if (to.equals(name)) {
      throw new IllegalArgumentException("table '" + name + "' is called so already");
    }
    requireNew(to);
    if (manifest.pin(to).isPresent()) {
      throw new TableExistsException(to, manifest.version());
    }
    add(TableIntent.of(name, pin.table(), new Rename(to)));
  }

  /** Drops table {@code name}. */
  void drop(String name) {
    requireNew(name);
    add(TableIntent.of(name, pinned(name).pin().table(), new Drop()));
  }

  /** A create makes another table, and a drop leaves what there is as it is. */
  void onExternal(String name, OnExternal what) {
    for (int i = 0; i < intents.size(); i++) {
      TableIntent intent = intents.get(i);
      if (intent.name().equals(name) && intent.change() instanceof InPlace && !intent.isDerived()) {
        intents.set(i, intent.onExternal(what));
        return;
      }
    }
    throw new IllegalArgumentException(
        "transaction " + transaction + " changes nothing in table '" + name + "'. Change it first");
  }

  /** Takes all that {@code other} has staged, which nobody can ever commit any more. */
  void takeOver(WriteSet other) {
    List<TableIntent> theirs = List.copyOf(other.intents);
    theirs.forEach(this::requireTakeable);
    handedOver.addAll(other.handedOver);
    begun = Math.min(begun, other.begun);
    other.clear();
    theirs.forEach(intent -> intents.add(intent.on(demanded(intent.name()))));
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

  private void add(TableIntent intent) {
    requireAlike(intent.change());
    intents.add(intent.on(demanded(intent.name())));
  }

  private OptionalLong demanded(String name) {
    return basis == Basis.SNAPSHOT
        ? OptionalLong.of(manifest.pin(name).map(Pin::version).orElse(Pin.ABSENT))
        : OptionalLong.empty();
  }

  private PinnedTable pinned(String name) {
    return manifest.table(name).orElseThrow(() -> missing(name));
  }

  private NoSuchTableException missing(String name) {
    return new NoSuchTableException(name, manifest.version(), manifest.pins().keySet());
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

  private void requireNotHanded(List<StagedFragments> fragments) {
    if (fragments.stream().anyMatch(handedOver::contains)) {
      throw new IllegalArgumentException(
          "transaction "
              + transaction
              + " has these fragments already: their rows would be there twice");
    }
  }

  /** A derived change gives way, and must not take others with it. */
  private void requireAlike(Change change) {
    boolean derived = change.role() == Role.DERIVED;
    if (intents.stream().anyMatch(intent -> intent.isDerived() != derived)) {
      throw new IllegalArgumentException(
          "transaction "
              + transaction
              + " cannot change what tables hold and how they are stored at once: "
              + "commit compactions and indexes apart");
    }
  }

  static void requireName(String name) {
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
}
