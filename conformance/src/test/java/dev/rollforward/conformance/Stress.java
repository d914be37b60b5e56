package dev.rollforward.conformance;

import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.testkit.TestStores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that write to a few tables and recover concurrently, until there were enough events. */
final class Stress {
  private static final List<String> TABLES = List.of("a", "b", "c");
  private static final int SWEEPS_EVERY = 10;

  private final TestStores testStores;
  private final Stores stores;
  private final ProtocolListener trace;
  private final int enough;
  private final AtomicInteger events = new AtomicInteger();

  /**
   * @param testStores an empty one, for use by several threads
   * @param stores those of {@code testStores}, perhaps less reliable
   * @param enough how many events
   */
  Stress(TestStores testStores, Stores stores, ProtocolListener trace, int enough) {
    this.testStores = testStores;
    this.stores = stores;
    this.trace = trace;
    this.enough = enough;
  }

  /** Runs to the end. */
  void run(int threads, long seed) throws InterruptedException, ExecutionException {
    new Writer(
            testStores.stores(),
            new OperationId("setup"),
            intents(new OperationId("setup"), new Create(), TABLES),
            blockers -> Set.of(),
            this::onStep)
        .run();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String name = "w" + i;
        Random random = new Random(seed + i);
        running.add(pool.submit(() -> write(name, random)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void onStep(ProtocolEvent event) {
    trace.onStep(event);
    events.incrementAndGet();
  }

  private void write(String name, Random random) {
    for (int i = 0; events.get() < enough; i++) {
      try {
        append(new OperationId(name + "-" + i), random);
        if (i % SWEEPS_EVERY == 0) {
          sweep();
        }
      } catch (StoreException lostAnswer) {
        // Its caller would ask for the outcome; here a recovery settles it.
        sweep();
      }
    }
  }

  private void append(OperationId operation, Random random) {
    List<String> names = new ArrayList<>(TABLES);
    Collections.shuffle(names, random);
    Recovery helper = new Recovery(stores, this::onStep);
    new Writer(
            stores,
            operation,
            intents(operation, new Append(), names.subList(0, 2)),
            blockers -> helper.recoverAll(blockers),
            this::onStep)
        .run();
  }

  private void sweep() {
    Recovery recovery = new Recovery(stores, this::onStep);
    for (OperationId operation : recovery.pending().operations()) {
      recovery.recover(operation, Recovery.Mode.FULL);
    }
  }

  private List<TableIntent> intents(OperationId operation, Change kind, List<String> names) {
    Manifest manifest = testStores.stores().manifests().readNewest();
    List<TableIntent> intents = new ArrayList<>();
    for (String name : names.stream().sorted().toList()) {
      TableId table = manifest.pin(name).map(Pin::table).orElse(new TableId(name));
      long pin = manifest.pin(name).map(Pin::version).orElse(Pin.ABSENT);
      intents.add(TableIntent.of(name, table, kind, testStores.stage(operation, kind, table, pin)));
    }
    return intents;
  }
}
