package dev.rollforward.cli;

import dev.rollforward.Action;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A group with tables {@code a} and {@code b}, in which operations can be left unfinished.
 *
 * @param root where it is
 */
record SampleGroup(Path root) {
  static final Schema SCHEMA = new Schema(List.of(Field.nullable("x", ArrowType.Utf8.INSTANCE)));

  static SampleGroup at(Path root) {
    try (TableGroup group = TableGroup.openOrCreate(root)) {
      group.begin().create("a", SCHEMA).create("b", SCHEMA).commit();
    }
    return new SampleGroup(root);
  }

  /** Leaves an operation that creates {@code tables} as it is right after {@code action}. */
  OperationId crashAfter(Action action, String... tables) {
    try (TableGroup group = TableGroup.open(root, waitForNobody())) {
      Transaction operation = group.begin();
      for (String table : tables) {
        operation.create(table, SCHEMA);
      }
      return crash(operation, Failpoint.valueOf("After" + action));
    }
  }

  private static OperationId crash(Transaction operation, Failpoint where) {
    try (Activation halted = Failpoints.activate(where, Effect.halt())) {
      throw new AssertionError("it did not crash: " + operation.commit());
    } catch (Halt expected) {
      return operation.id();
    }
  }

  void recover() {
    TableGroup.open(root, waitForNobody()).close();
  }

  private static OpenOptions waitForNobody() {
    return OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();
  }

  Path sidecar(OperationId operation) {
    return root.resolve("__recovery").resolve(operation + ".json");
  }

  Path manifest(long version) {
    return root.resolve("__manifest").resolve(String.format(Locale.ROOT, "%020d.json", version));
  }

  /** Overwrites {@code file}. */
  static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
