package dev.rollforward.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.lance.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every pinned version holds what a plain model of the committed transactions holds.
 *
 * <p>Not covered: vector indexes, external commits, and a power cut. Set {@code
 * -Drollforward.differential=10000} for that many transactions, and {@code
 * -Drollforward.differential.seed} for the seed of the first round, which a failure prints.
 */
class DifferentialTest {
  private static final int TRANSACTIONS = Integer.getInteger("rollforward.differential", 200);
  private static final long SEED = Long.getLong("rollforward.differential.seed", 20_261_130L);

  /** Of one round, which has a root of its own: histories stay short. */
  private static final int PER_ROUND = 200;

  private static final int CLIENTS = 3;

  @TempDir private Path folder;
  private final Map<Op.Kind, Integer> kinds = new EnumMap<>(Op.Kind.class);
  private int committed;
  private int attempted;

  @Test
  void pinnedVersionsHoldWhatTheModelHolds() throws Exception {
    for (int round = 0; attempted < TRANSACTIONS; round++) {
      round(SEED + round);
    }
    System.out.printf(
        "%s transactions of seeds %s to %s, %s committed: %s%n",
        attempted, SEED, SEED + (attempted - 1) / PER_ROUND, committed, kinds);
    assertThat(kinds.keySet()).isEqualTo(EnumSet.allOf(Op.Kind.class));
    assertThat(committed).as("committed of %s", attempted).isGreaterThan(attempted / 4);
  }

  private void round(long seed) throws Exception {
    Path root = folder.resolve("round-" + seed);
    TableGroup.create(root, Workload.options()).close();
    SortedMap<String, CommitResult> results = run(root, seed);
    TableGroup.open(root, Workload.options().toBuilder().recovery(RecoveryPolicy.FULL).build())
        .close();
    try (BufferAllocator allocator = new RootAllocator()) {
      History history = new History(root, allocator);
      List<History.Committed> visible = history.committed();
      committed += visible.size();
      visible.forEach(tx -> tx.ops().forEach(op -> kinds.merge(op.kind(), 1, Integer::sum)));
      assertTold(results, visible);
      Optional<String> difference = difference(history, visible);
      if (difference.isPresent()) {
        List<List<Op>> all = visible.stream().map(History.Committed::ops).toList();
        throw new AssertionError(
            "seed " + seed + ": " + difference.get() + "\n" + new Shrinking(folder).shrunk(all));
      }
    }
  }

  /** Threads of one handle, a thread of another, and processes that die, all at once. */
  private SortedMap<String, CommitResult> run(Path root, long seed) throws Exception {
    int share = PER_ROUND / CLIENTS;
    SortedMap<String, CommitResult> results = new TreeMap<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (BufferAllocator allocator = new RootAllocator();
        TableGroup one = TableGroup.open(root, Workload.options());
        TableGroup other = TableGroup.open(root, Workload.options())) {
      Workload alone = new Workload(one, allocator, seed);
      alone.commitEach();
      results.putAll(alone.results());
      List<Future<SortedMap<String, CommitResult>>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        TableGroup group = client == 0 ? other : one;
        Workload workload = new Workload(group, allocator, seed * 31 + client);
        running.add(clients.submit(client(workload, share)));
      }
      die(root, seed);
      for (Future<SortedMap<String, CommitResult>> client : running) {
        results.putAll(client.get());
      }
    } finally {
      clients.shutdownNow();
    }
    attempted += PER_ROUND;
    return results;
  }

  private static Callable<SortedMap<String, CommitResult>> client(Workload workload, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        workload.commit();
      }
      return workload.results();
    };
  }

  private static void die(Path root, long seed) throws IOException {
    String step = String.valueOf(20 + new Random(seed).nextInt(80));
    try (ChildJvm child = ChildJvm.start(Workload.class, root.toString(), "" + seed, step)) {
      int exit = child.end();
      assertThat(exit).as(child.errors()).isEqualTo(Workload.DEAD);
    }
  }

  /** What was acknowledged is visible once, and what was rejected is not. */
  private static void assertTold(
      SortedMap<String, CommitResult> results, List<History.Committed> visible) {
    Map<String, Integer> times = new HashMap<>();
    visible.forEach(tx -> times.merge(tx.id(), 1, Integer::sum));
    assertThat(times.values()).containsOnly(1);
    results.forEach(
        (id, result) -> {
          if (!(result instanceof CommitResult.Unknown)) {
            assertThat(times.containsKey(id))
                .as("%s is visible after %s", id, result)
                .isEqualTo(result instanceof CommitResult.Committed);
          }
        });
  }

  /** The first version that does not hold what the model does; empty if there is none. */
  static Optional<String> difference(History history, List<History.Committed> visible) {
    Model model = new Model();
    for (History.Committed tx : visible) {
      tx.ops().forEach(model::apply);
      if (!model.tables().keySet().equals(tx.pins().keySet())) {
        return Optional.of(
            "after "
                + tx
                + " the tables are "
                + tx.pins().keySet()
                + ", not "
                + model.tables().keySet());
      }
      for (String table : tx.pins().keySet()) {
        Model.Table expected = model.tables().get(table);
        History.Content actual = history.content(tx.pins().get(table));
        Optional<String> difference = difference(expected, actual);
        if (difference.isPresent()) {
          return Optional.of("table " + table + " after " + tx + ": " + difference.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(Model.Table expected, History.Content actual) {
    Schema schema = Values.schema(expected.columns());
    if (!schema.getFields().equals(actual.schema().getFields())) {
      return Optional.of("its schema is " + actual.schema() + ", not " + schema);
    }
    if (!expected.metadata().equals(actual.schema().getCustomMetadata())) {
      return Optional.of(
          "its metadata is "
              + actual.schema().getCustomMetadata()
              + ", not "
              + expected.metadata());
    }
    List<String> missing = new ArrayList<>(Values.comparable(expected.rows()));
    List<String> surplus = new ArrayList<>();
    Map<String, Integer> left = new HashMap<>();
    missing.forEach(row -> left.merge(row, 1, Integer::sum));
    missing.clear();
    for (String row : Values.comparable(actual.rows())) {
      if (left.merge(row, -1, Integer::sum) < 0) {
        surplus.add(row);
      }
    }
    left.forEach(
        (row, times) -> missing.addAll(java.util.Collections.nCopies(Math.max(0, times), row)));
    return missing.isEmpty() && surplus.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it lacks %s rows and has %s too many, such as%n  lacking %s%n  too many %s"
                .formatted(
                    missing.size(),
                    surplus.size(),
                    missing.stream().limit(3).toList(),
                    surplus.stream().limit(3).toList()));
  }

  /** Not, if it takes a column that an omitted transaction has made. */
  private static boolean isStaged(
      Transaction transaction, BufferAllocator allocator, List<Op> ops) {
    try {
      Workload.stage(transaction, allocator, ops);
      return true;
    } catch (IllegalArgumentException omitted) {
      return false;
    }
  }

  /** Commits {@code transactions} one after the other, and compares. */
  static Optional<String> replay(Path root, List<List<Op>> transactions) throws IOException {
    Model model = new Model();
    try (BufferAllocator allocator = new RootAllocator()) {
      try (TableGroup group = TableGroup.create(root, Workload.options())) {
        for (List<Op> ops : transactions) {
          if (ops.stream().allMatch(op -> model.problem(op).isEmpty())) {
            Transaction transaction = group.begin();
            if (isStaged(transaction, allocator, ops)
                && transaction.commit() instanceof CommitResult.Committed) {
              ops.forEach(model::apply);
            }
          }
        }
      }
      History history = new History(root, allocator);
      return difference(history, history.committed());
    }
  }
}
