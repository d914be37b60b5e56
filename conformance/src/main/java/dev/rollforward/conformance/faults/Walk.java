package dev.rollforward.conformance.faults;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Role;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.RecoveryPass;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.testkit.EvidenceRecorder;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.LosingStores;
import dev.rollforward.testkit.MemoryTestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A random behaviour: writers and sweeps take turns step by step, in any order, and some die. A
 * schedule of {@link dev.rollforward.conformance.Explorer} is a tree, in which who stalls goes on
 * only when the others are done; here everybody may overtake everybody. One seed is one behaviour.
 *
 * <p>{@link Of} says what its operations do.
 */
final class Walk {
  /** What operations do. */
  enum Of {
    /** They append. */
    APPENDS,
    /** They create and drop tables, too, and a call whose answer is lost may take effect twice. */
    NAMES,
    /** They read tables, take in streams, replace rows, and compact. */
    KINDS
  }

  private static final int WRITERS = 3;
  private static final int TURNS = 160;
  private static final int LATEST = 30;

  private final Random random;
  private final Of what;
  private boolean race;
  private final List<String> tables;
  private final MemoryTestStores testStores = new MemoryTestStores();
  private final EvidenceRecorder evidenceRecorder =
      new EvidenceRecorder(testStores, testStores.stores());
  private final List<Writer> writers = new ArrayList<>();
  private final List<RecoveryPass> sweeps = new ArrayList<>();
  private final Set<OperationId> blockers = new TreeSet<>();
  private final Set<String> violated = new HashSet<>();
  private final Stores stores;

  /**
   * @param seed tells everything else
   */
  Walk(long seed, Of what) {
    this.random = new Random(seed);
    this.what = what;
    this.tables = what != Of.KINDS && random.nextBoolean() ? List.of("a") : List.of("a", "b");
    OperationId setup = new OperationId("setup");
    tell(writer(evidenceRecorder.stores(), setup, all(setup, new Create())));
    this.race = what == Of.NAMES && random.nextInt(3) == 0;
    this.stores = random.nextBoolean() ? evidenceRecorder.stores() : losing();
  }

  private Stores losing() {
    LosingStores.Call[] calls = LosingStores.Call.values();
    LosingStores.Call call = calls[random.nextInt(calls.length)];
    int delay = random.nextInt(LATEST);
    return what == Of.NAMES
        ? new LosingStores(id(1), call, delay, random.nextInt(3 * LATEST))
            .around(evidenceRecorder.stores())
        : new LosingStores(id(1), call, delay).around(evidenceRecorder.stores());
  }

  private List<TableIntent> intents(OperationId operation) {
    if (race) {
      return List.of(create("n", operation));
    }
    return switch (what) {
      case APPENDS -> all(operation, new Append());
      case NAMES -> names(operation);
      case KINDS -> kinds(operation);
    };
  }

  /** Who changes one table, or two, or how one is stored. */
  private List<TableIntent> kinds(OperationId operation) {
    List<Change> changes = List.of(new Append(), new Overwrite(), new Compact());
    Change change = changes.get(random.nextInt(changes.size()));
    String name = tables.get(random.nextInt(tables.size()));
    return change.role() == Role.LOGICAL && random.nextInt(3) == 0
        ? all(operation, change)
        : List.of(intent(name, operation, change, name + "-setup", 1));
  }

  /** What it has read beside, and which batch of the one stream it takes in. */
  private Terms terms(List<TableIntent> intents) {
    boolean setsUp = intents.get(0).change() instanceof Create;
    if (what != Of.KINDS || setsUp || intents.get(0).change().role() == Role.DERIVED) {
      return Terms.NONE;
    }
    SortedMap<String, Optional<Pin>> reads = new TreeMap<>();
    SortedMap<String, Long> sources = new TreeMap<>();
    if (random.nextBoolean()) {
      String read = tables.get(random.nextInt(tables.size()));
      reads.put(read, Optional.of(new Pin(new TableId(read + "-setup"), 1)));
    }
    if (random.nextBoolean()) {
      sources.put("stream", 1L + random.nextInt(2));
    }
    Expectation seen = new Expectation(reads, 2);
    return new Terms(Origin.UNKNOWN, Duration.ZERO, seen, sources, 0, false);
  }

  /** Who drops a table, who creates one of the same name in a dataset of its own, who appends. */
  private List<TableIntent> names(OperationId operation) {
    List<TableIntent> intents = new ArrayList<>();
    for (String name : tables) {
      int what = name.equals("a") ? random.nextInt(4) : 3;
      intents.add(
          switch (what) {
            case 0 -> TableIntent.of(name, new TableId(name + "-setup"), new Drop());
            case 1 -> create(name, operation);
            default -> intent(name, operation, new Append(), name + "-setup", 1);
          });
    }
    if (random.nextInt(3) == 0) {
      intents.add(create("n", operation));
    }
    return intents;
  }

  private TableIntent create(String name, OperationId operation) {
    return intent(name, operation, new Create(), name + "-" + operation, Pin.ABSENT);
  }

  /** Once somebody has created it, somebody else drops what the others race to create. */
  private void dropWhatIsRacedFor() {
    Optional<Pin> created = stores.manifests().readNewest().pin("n");
    if (race && created.isPresent()) {
      race = false;
      TableIntent drop = TableIntent.of("n", created.get().table(), new Drop());
      writers.add(writer(stores, id(WRITERS + 1), List.of(drop)));
    }
  }

  private TableIntent intent(
      String name, OperationId operation, Change kind, String dataset, long pin) {
    TableId table = new TableId(dataset);
    return TableIntent.of(name, table, kind, testStores.stage(operation, kind, table, pin));
  }

  /** Plays it. The properties that did not hold somewhere on the way, by name. */
  Set<String> violations() {
    for (int i = 1; i <= WRITERS; i++) {
      writers.add(writer(stores, id(i), intents(id(i))));
    }
    for (int turn = 0; turn < TURNS && violated.isEmpty(); turn++) {
      try {
        take();
      } catch (StoreException nothingMore) {
        // A call that fails, fails; what stands in the stores is judged below.
        sweeps.clear();
      }
      check();
      dropWhatIsRacedFor();
    }
    return violated;
  }

  private void take() {
    int choice = random.nextInt(100);
    if (choice < 55 && !writers.isEmpty()) {
      // Mostly one of them, so that some get far while others stand.
      int index = Math.min(random.nextInt(writers.size()), random.nextInt(writers.size()));
      tell(writers.get(index));
    } else if (choice < 85 && !sweeps.isEmpty()) {
      RecoveryPass pass = sweeps.get(random.nextInt(sweeps.size()));
      pass.step();
      sweeps.removeIf(one -> one.outcome().isPresent());
    } else if (choice < 96) {
      begin();
    } else if (!sweeps.isEmpty()) {
      sweeps.remove(random.nextInt(sweeps.size()));
    } else if (writers.size() > 1) {
      writers.remove(random.nextInt(writers.size()));
    }
  }

  private void begin() {
    Set<OperationId> pending = new TreeSet<>(stores.sidecars().list().operations());
    pending.addAll(blockers);
    blockers.clear();
    if (!pending.isEmpty() && sweeps.size() < 3) {
      OperationId some = List.copyOf(pending).get(random.nextInt(pending.size()));
      sweeps.add(new RecoveryPass(stores, some, Recovery.Mode.FULL, ProtocolListener.NONE));
    }
  }

  /** The setup runs through; others take a step. */
  private void tell(Writer writer) {
    try {
      do {
        writer.step();
      } while (writers.isEmpty() && writer.result().isEmpty());
    } catch (StoreException notArmed) {
      writers.remove(writer);
    }
    writer.result().ifPresent(result -> told(writer, result));
  }

  private void told(Writer writer, CommitResult result) {
    if (evidenceRecorder.reply(result.operation()).isEmpty()) {
      evidenceRecorder.told(result);
    }
    if (writer.state().phase() == WriterState.Phase.DONE) {
      writers.remove(writer);
    }
  }

  /** The same on all tables. */
  private List<TableIntent> all(OperationId operation, Change kind) {
    long pin = kind instanceof Create ? Pin.ABSENT : 1;
    return tables.stream()
        .map(name -> intent(name, operation, kind, name + "-setup", pin))
        .toList();
  }

  private Writer writer(Stores over, OperationId operation, List<TableIntent> intents) {
    return new Writer(over, operation, intents, terms(intents), this::leave, ProtocolListener.NONE);
  }

  /** What is in the way of a writer is recovered by whoever has its turn. */
  private Set<OperationId> leave(SortedSet<OperationId> inTheWay) {
    blockers.addAll(inTheWay);
    return Set.of();
  }

  private void check() {
    Invariant.violatedBy(evidenceRecorder.evidence())
        .forEach(broken -> violated.add(broken.name()));
  }

  private static OperationId id(int number) {
    return new OperationId("writer-" + number);
  }
}
