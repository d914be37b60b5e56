package dev.rollforward.conformance.chaos;

import dev.rollforward.CommitResult;
import dev.rollforward.NoSuchTableException;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Resolution;
import dev.rollforward.Snapshot;
import dev.rollforward.StoreException;
import dev.rollforward.TableExistsException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.AlterTable;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Derived;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.InPlace;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.SetMetadata;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.testkit.InMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What one process does from its start to its end, by the public API. */
final class Workload {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int MOST_TASKS = 6;
  private static final int MOST_TABLES = 3;
  private static final int SOURCE_PERCENT = 20;
  private static final int READS_PERCENT = 25;
  private static final int SNAPSHOT_PERCENT = 25;
  private static final int TWICE_PERCENT = 15;
  private static final int DERIVED_PERCENT = 10;
  private static final List<InPlace> OF_ROWS =
      List.of(new Overwrite(), new Delete(), new Update(), new Upsert());
  private static final List<InPlace> OF_COLUMNS =
      List.of(
          new AddColumns(),
          new MergeColumns(),
          new DropColumns(),
          new RenameColumn(),
          new SetMetadata(),
          new AlterTable());
  private static final List<Derived> OF_FILES =
      List.of(new Compact(), new BuildIndex(), new OptimizeIndex());

  /** Where results go. */
  interface Judge {
    /** Its caller got this answer. */
    void told(CommitResult result);

    /** Somebody asked later how an operation has ended. */
    void resolved(OperationId operation, Resolution resolution);

    /** A reader saw these rows of table {@code name} at a manifest. */
    void read(long manifest, String name, List<String> rows);
  }

  private final SimulatedProcess process;
  private final InMemory memory;
  private final Contents contents;
  private final Judge judge;
  private final Consumer<String> log;
  private final String stream;
  private final List<OperationId> inDoubt = new ArrayList<>();
  private String label = "";
  private int attempts;

  /**
   * @param memory the root, as the process sees it
   */
  Workload(
      SimulatedProcess process,
      InMemory memory,
      Contents contents,
      Judge judge,
      Consumer<String> log) {
    this.process = process;
    this.memory = memory;
    this.contents = contents;
    this.judge = judge;
    this.log = log;
    this.stream = process.name() + ".work";
  }

  private int choose(int bound) {
    return process.choices().choose(stream, bound);
  }

  private boolean happens(int percent) {
    return process.choices().happens(stream, percent);
  }

  /** Runs it, until its end or that of its process. */
  void run(ProtocolListener listener) {
    try (TableGroup group = memory.open(options(listener), this::newId)) {
      int tasks = 1 + choose(MOST_TASKS);
      for (int i = 0; i < tasks; i++) {
        attempt(group, i);
      }
    } catch (StoreException unavailable) {
      log.accept("ends: " + unavailable.getMessage());
    }
  }

  private OpenOptions options(ProtocolListener listener) {
    OpenOptions.Builder options =
        OpenOptions.builder()
            .listener(listener)
            .recovery(RecoveryPolicy.values()[choose(RecoveryPolicy.values().length)])
            .retries(choose(3))
            .patience(Duration.ofMillis(choose(2) * 500L));
    return (choose(2) == 0 ? options : options.noExternalCommits()).build();
  }

  /** The ids of a process do not depend on others, so that a run can be shrunk. */
  private OperationId newId() {
    OperationId id = new OperationId(process.name() + "-" + ++attempts);
    contents.attempt(id, label);
    return id;
  }

  private void attempt(TableGroup group, int task) {
    try {
      switch (process.choices().weigh(stream, 70, 12, 8, 10)) {
        case 0 -> transaction(group, process.name() + "/" + task);
        case 1 -> group.recover();
        case 2 -> read(group);
        default -> resolve(group);
      }
    } catch (StoreException failed) {
      log.accept("gives up: " + failed.getMessage());
    } catch (NoSuchTableException | TableExistsException meanwhile) {
      log.accept("begins nothing: " + meanwhile.getMessage());
    }
  }

  private void transaction(TableGroup group, String newLabel) {
    label = newLabel;
    try (Snapshot snapshot = group.snapshot()) {
      Transaction transaction = happens(SNAPSHOT_PERCENT) ? group.begin(snapshot) : group.begin();
      build(transaction, snapshot.tables());
      // Others may commit between its begin and its commit, so that what it knows is old.
      process.pass();
      log.accept("commits " + transaction.id());
      CommitResult result = transaction.commit();
      log.accept("is told: " + result);
      if (result instanceof CommitResult.Unknown unknown) {
        inDoubt.add(unknown.operation());
      }
      judge.told(result);
    }
  }

  private void build(Transaction transaction, SortedSet<String> tables) {
    SortedSet<String> names = new TreeSet<>();
    int first = choose(NAMES.size());
    int wanted = 1 + choose(MOST_TABLES);
    for (int i = 0; i < wanted; i++) {
      names.add(NAMES.get((first + i) % NAMES.size()));
    }
    if (tables.contains(names.first()) && happens(DERIVED_PERCENT)) {
      derived(transaction, names.first());
      return;
    }
    for (String name : names) {
      change(transaction, name, tables);
    }
    if (happens(READS_PERCENT)) {
      Optional<String> other = tables.stream().filter(t -> !names.contains(t)).findFirst();
      other.ifPresent(transaction::reads);
    }
    if (happens(SOURCE_PERCENT)) {
      transaction.source("stream", 1 + choose(6));
    }
  }

  private void derived(Transaction transaction, String name) {
    Derived kind = OF_FILES.get(choose(OF_FILES.size()));
    log.accept(kind.kind() + " of " + name);
    InMemory.derived(transaction, name, kind);
  }

  private void change(Transaction transaction, String name, SortedSet<String> tables) {
    if (!tables.contains(name)) {
      log.accept("creates " + name);
      InMemory.create(transaction, name, Contents.row(label, 0));
      return;
    }
    switch (process.choices().weigh(stream, 48, 18, 10, 10, 6, 8)) {
      case 0 -> {
        InMemory.append(transaction, name, Contents.row(label, 0));
        boolean twice = happens(TWICE_PERCENT);
        if (twice) {
          InMemory.append(transaction, name, Contents.row(label, 1));
        }
        log.accept("appends to " + name + (twice ? " twice" : ""));
      }
      case 1 -> changeInPlace(transaction, name, OF_ROWS);
      case 2 -> changeInPlace(transaction, name, OF_COLUMNS);
      case 3 -> {
        log.accept("drops " + name);
        transaction.drop(name);
      }
      case 4 -> {
        log.accept("replaces " + name);
        InMemory.replace(transaction, name, Contents.row(label, 0));
      }
      default -> {
        String to = name + "2";
        log.accept("renames " + name + " to " + to);
        transaction.renameTable(name, to);
      }
    }
  }

  private void changeInPlace(Transaction transaction, String name, List<InPlace> kinds) {
    InPlace kind = kinds.get(choose(kinds.size()));
    log.accept(kind.kind() + " of " + name);
    InMemory.change(transaction, name, kind, Contents.row(label, 0));
  }

  private void read(TableGroup group) {
    try (Snapshot snapshot = group.snapshot()) {
      for (int look = 0; look < 2; look++) {
        for (String name : snapshot.tables()) {
          judge.read(snapshot.version(), name, memory.rows(snapshot, name));
        }
        process.pass();
      }
    }
  }

  private void resolve(TableGroup group) {
    for (OperationId operation : List.copyOf(inDoubt)) {
      Resolution resolution = group.resolve(operation);
      log.accept("learns that " + operation + " is " + resolution);
      inDoubt.remove(operation);
      judge.resolved(operation, resolution);
    }
  }
}
