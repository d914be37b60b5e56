package dev.rollforward.conformance.process;

import dev.rollforward.OpenOptions;
import dev.rollforward.Operation;
import dev.rollforward.TableGroup;
import dev.rollforward.conformance.OperationRows;
import dev.rollforward.conformance.ShippedBench;
import dev.rollforward.core.OperationId;
import dev.rollforward.engine.Failpoint;
import dev.rollforward.engine.ProtocolListener;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.port.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/** What a process does to a root of the shipped protocol, and what it says of that. */
final class ShippedDeeds {
  private static final OpenOptions AT_ONCE = OpenOptions.readWrite().withPatience(Duration.ZERO);

  private final Path root;
  private final Consumer<Said> say;

  ShippedDeeds(Path root, Consumer<Said> say) {
    this.root = root;
    this.say = say;
  }

  /** Makes a group whose tables hold the row of the operation that made them. */
  void create(List<String> tables) {
    write(AT_ONCE.creating(), tables, Operation::create);
  }

  void append(List<String> tables) {
    write(AT_ONCE, tables, Operation::append);
  }

  private interface Change {
    Operation to(Operation operation, String table, ArrowReader rows);
  }

  private void write(OpenOptions options, List<String> tables, Change change) {
    try (BufferAllocator allocator = new RootAllocator();
        TableGroup group = TableGroup.open(root, options)) {
      requireRecovered(group);
      Operation operation = group.operation();
      for (String table : tables) {
        change.to(operation, table, OperationRows.reader(allocator, List.of(operation.id())));
      }
      whileArmingIsSaid(operation.id(), () -> say.accept(Said.told(operation.commit())));
    }
  }

  void open() {
    try (TableGroup group = TableGroup.open(root, AT_ONCE)) {
      requireRecovered(group);
      say.accept(Said.of(Said.Kind.DONE));
    }
  }

  private static void requireRecovered(TableGroup group) {
    if (!group.openReport().problems().isEmpty()) {
      throw new IllegalStateException("left: " + group.openReport().problems());
    }
  }

  void faultyAppend(String fault, String operation, List<String> tables) {
    try (ShippedBench bench = ShippedBench.join(root, fault)) {
      whileArmingIsSaid(
          new OperationId(operation),
          () ->
              say.accept(
                  Said.told(
                      bench.append(
                          operation, ProtocolListener.NONE, tables.toArray(String[]::new)))));
    }
  }

  void faultySweep(String fault) {
    try (ShippedBench bench = ShippedBench.join(root, fault)) {
      List<StoreException> problems = bench.sweep(ProtocolListener.NONE);
      if (!problems.isEmpty()) {
        throw problems.get(0);
      }
      say.accept(Said.of(Said.Kind.DONE));
    }
  }

  /** A sidecar that comes and goes between two looks from outside would be missed. */
  @SuppressWarnings("try")
  private void whileArmingIsSaid(OperationId operation, Runnable commit) {
    Effect says = Effect.callback(() -> say.accept(armed(root, operation)));
    try (Activation armed = Failpoints.activate(Failpoint.AfterArmSidecar, says).mayNotFire()) {
      commit.run();
    }
  }

  private static Said armed(Path root, OperationId operation) {
    Path file = root.resolve("__recovery").resolve(operation + ".json");
    try {
      return Said.of(
          Said.Kind.ARMED,
          operation.value(),
          Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
