package dev.rollforward.cli;

import dev.rollforward.engine.Step;
import dev.rollforward.Action;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
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

  /** What a listener throws to end a writer like a crash would. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static SampleGroup at(Path root) {
    try (TableGroup group = TableGroup.openOrCreate(root)) {
      group.begin().create("a", SCHEMA).create("b", SCHEMA).commit();
    }
    return new SampleGroup(root);
  }

  /** Leaves an operation that creates {@code tables} as it is right after {@code action}. */
  OperationId crashAfter(Action action, String... tables) {
    Step crashing =
        event -> {
          if (event.action() == action) {
            throw new Crash();
          }
        };
    try (TableGroup group =
        TableGroup.open(root, waitForNobody().toBuilder().listener(crashing).build())) {
      Transaction operation = group.begin();
      for (String table : tables) {
        operation.create(table, SCHEMA);
      }
      return crash(operation);
    }
  }

  private static OperationId crash(Transaction operation) {
    try {
      throw new AssertionError("it did not crash: " + operation.commit());
    } catch (Crash expected) {
      return operation.id();
    }
  }

  void recover() {
    TableGroup.open(root, waitForNobody()).close();
  }

  private static OpenOptions waitForNobody() {
    return OpenOptions.builder().patience(Duration.ZERO).build();
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
