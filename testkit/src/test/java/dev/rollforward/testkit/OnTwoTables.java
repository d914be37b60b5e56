package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Drop;
import dev.rollforward.engine.ConflictResolver;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.testkit.Intercepted.At;
import dev.rollforward.testkit.memory.MemoryChange;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** Writers and recoveries in memory, on the tables {@code a} and {@code b}. */
abstract class OnTwoTables {
  final MemoryTestStores testStores = new MemoryTestStores();
  final Stores stores = testStores.stores();

  @BeforeEach
  final void twoTables() {
    assertThat(run(stores, "setup", create("a"), create("b")))
        .isInstanceOf(CommitResult.Committed.class);
  }

  final TableIntent create(String name) {
    return TableIntent.of(name, TableId.of(UUID.randomUUID()), new Create(), row("setup"));
  }

  final TableIntent append(String name) {
    return TableIntent.of(name, table(name), new Append(), row("?"));
  }

  final TableIntent chain(String name) {
    return TableIntent.of(name, table(name), new Append(), row("?"), row("?"));
  }

  final TableIntent drop(String name) {
    return TableIntent.of(name, table(name), new Drop());
  }

  final List<TableIntent> appends() {
    return List.of(append("a"), append("b"));
  }

  private static StagedChange row(String operation) {
    return new MemoryChange(List.of(operation));
  }

  /** A writer whose rows tell who wrote them. */
  final CommitResult run(Stores over, String operation, TableIntent... intents) {
    return writer(over, operation, intents).run();
  }

  final Writer writer(Stores over, String operation, TableIntent... intents) {
    List<TableIntent> named =
        (intents.length == 0 ? appends() : List.of(intents))
            .stream().map(intent -> named(operation, intent)).toList();
    return new Writer(over, new OperationId(operation), named, this::full, ProtocolListener.NONE);
  }

  private TableIntent named(String operation, TableIntent intent) {
    return new TableIntent(
        intent.name(),
        intent.table(),
        intent.change(),
        intent.staged().stream().map(staged -> row(operation)).toList(),
        intent.replaced(),
        intent.demanded(),
        intent.onExternal());
  }

  final Set<OperationId> full(SortedSet<OperationId> operations) {
    ConflictResolver all = new Recovery(stores, ProtocolListener.NONE)::recoverAll;
    return all.resolve(operations);
  }

  /** A writer that dies {@code steps} steps after it has armed its operation. */
  final void leave(String operation, int steps, TableIntent... intents) {
    Writer writer = writer(stores, operation, intents);
    while (!stores.sidecars().exists(new OperationId(operation))) {
      assertThat(writer.result()).as("not armed").isEmpty();
      writer.step();
    }
    for (int i = 0; i < steps - 1; i++) {
      writer.step();
    }
  }

  final Outcome recover(String operation) {
    return new Recovery(stores, ProtocolListener.NONE)
        .recover(new OperationId(operation), Mode.FULL);
  }

  final Stores through(At at) {
    return new Intercepted(stores, at).stores();
  }

  /** Fails the {@code nth} call of this name, without effect. */
  static At failing(String name, int nth, RuntimeException failure) {
    AtomicInteger calls = new AtomicInteger();
    return call -> {
      if (call.name().equals(name) && calls.incrementAndGet() == nth) {
        throw failure;
      }
      return call.make();
    };
  }

  final Pin pin(String name) {
    return stores.manifests().readNewest().pin(name).orElseThrow();
  }

  final TableId table(String name) {
    return pin(name).table();
  }

  final List<OperationId> rows(String name) {
    return testStores.rows(table(name), pin(name).version());
  }
}
