package dev.rollforward.conformance.process;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.StoreException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.conformance.ShippedTestGroup;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.testkit.OperationRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/** The tasks of a worker process on a root of our protocol, and its reports. */
final class ShippedTasks {
  static final OpenOptions AT_ONCE =
      OpenOptions.builder()
          .recovery(RecoveryPolicy.FULL)
          .patience(Duration.ZERO)
          .retries(0)
          .build();

  private final Path root;
  private final Consumer<WorkerMessage> say;
  private OperationId operation;

  ShippedTasks(Path root, Consumer<WorkerMessage> say) {
    this.root = root;
    this.say = say;
  }

  /**
   * Does something up to its end, or up to {@code stop}, where {@code effect} happens.
   *
   * <p>Arming is said at once: a sidecar that comes and goes between two looks would be missed.
   */
  @SuppressWarnings("try")
  void upTo(StopPoint stop, Effect effect, Consumer<ShippedTasks> deed) {
    Effect says = Effect.callback(() -> say.accept(armed()));
    try (Activation armed = Failpoints.activate(Failpoint.AfterArmSidecar, says).mayNotFire()) {
      if (stop.isNowhere()) {
        deed.accept(this);
        return;
      }
      Failpoint failpoint = Failpoint.valueOf(stop.step());
      try (Activation stopped = Failpoints.activate(failpoint, stop.nth(), effect)) {
        deed.accept(this);
      }
    }
  }

  /** Does something up to its end. */
  void through(Consumer<ShippedTasks> deed) {
    upTo(StopPoint.NOWHERE, Effect.halt(), deed);
  }

  void perform(WorkerTask deed, List<String> rest) {
    switch (deed) {
      case Append -> append(rest);
      case Open -> open();
      case FaultyAppend -> faultyAppend(rest.get(0), rest.get(1), rest.subList(2, rest.size()));
      case FaultySweep -> faultySweep(rest.get(0));
      default -> throw new IllegalArgumentException(deed.name());
    }
  }

  /** Makes a group whose tables hold the row of the operation that made them. */
  void create(List<String> tables) {
    write(TableGroup::openOrCreate, tables, Transaction::create);
  }

  private void append(List<String> tables) {
    write(TableGroup::open, tables, Transaction::append);
  }

  private interface Change {
    Transaction to(Transaction operation, String table, ArrowReader rows);
  }

  private void write(
      BiFunction<Path, OpenOptions, TableGroup> opening, List<String> tables, Change how) {
    try (BufferAllocator allocator = new RootAllocator();
        TableGroup group = opening.apply(root, AT_ONCE)) {
      requireRecovered(group);
      Transaction change = group.begin();
      operation = change.id();
      for (String table : tables) {
        how.to(change, table, OperationRows.reader(allocator, List.of(operation)));
      }
      say.accept(WorkerMessage.told(commit(change)));
    }
  }

  /** What fails before it is armed promises that nothing of it will ever be visible. */
  private static CommitResult commit(Transaction change) {
    try {
      return change.commit();
    } catch (StoreException failure) {
      return new CommitResult.Rejected(
          change.id(), CommitResult.Reason.BLOCKED, Optional.empty(), failure.toString());
    }
  }

  private void open() {
    try (TableGroup group = TableGroup.open(root, AT_ONCE)) {
      requireRecovered(group);
      say.accept(WorkerMessage.of(WorkerMessage.Kind.DONE));
    }
  }

  private static void requireRecovered(TableGroup group) {
    if (!group.openReport().problems().isEmpty()) {
      throw new IllegalStateException("left: " + group.openReport().problems());
    }
  }

  private void faultyAppend(String fault, String id, List<String> tables) {
    operation = new OperationId(id);
    try (ShippedTestGroup bench = ShippedTestGroup.join(root, fault)) {
      String[] names = tables.toArray(String[]::new);
      say.accept(WorkerMessage.told(bench.append(id, ProtocolListener.NONE, names)));
    }
  }

  private void faultySweep(String fault) {
    try (ShippedTestGroup bench = ShippedTestGroup.join(root, fault)) {
      List<StoreException> problems = bench.sweep(ProtocolListener.NONE);
      if (!problems.isEmpty()) {
        throw problems.get(0);
      }
      say.accept(WorkerMessage.of(WorkerMessage.Kind.DONE));
    }
  }

  private WorkerMessage armed() {
    Path file = root.resolve("__recovery").resolve(operation + ".json");
    try {
      return WorkerMessage.of(
          WorkerMessage.Kind.ARMED,
          operation.value(),
          Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
