package dev.rollforward.published;

import dev.rollforward.NumberRows;
import dev.rollforward.OperationId;
import dev.rollforward.lance.LanceVersionReader;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Action;
import dev.rollforward.published.engine.Fault;
import dev.rollforward.published.engine.SweepListener;
import dev.rollforward.published.engine.TestFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;

/** A root of the published sweep with tables of numbers, for tests; closing it finds leaks. */
public final class PublishedRoot implements AutoCloseable {
  private final Path root;
  private final BufferAllocator callers = new RootAllocator();

  /** Ends a writer or a sweep where it stands. */
  public static final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Makes a root whose tables hold the one row 1 each, at version 1. */
  public PublishedRoot(Path root, String... tables) {
    this.root = root;
    try (PublishedGroup group = PublishedGroup.create(root)) {
      if (tables.length == 0) {
        return;
      }
      PublishedOperation creation = group.operation(WriterKind.SchemaApply);
      for (String table : tables) {
        creation.create(table, rows(1));
      }
      creation.commit();
    }
  }

  /** Where it is. */
  public Path root() {
    return root;
  }

  /** As merged, without any fault, hearing nothing. */
  public PublishedGroup open() {
    return PublishedGroup.open(root);
  }

  /** With options and faults. */
  public PublishedGroup open(PublishedOptions options, Fault... faults) {
    return PublishedGroup.open(root, options, TestFaults.of(faults));
  }

  /** Options whose listener dies at the first {@code action}. */
  public static PublishedOptions dyingAt(Action action) {
    return PublishedOptions.asMerged().withListener(deathAt(action));
  }

  /** A listener that dies right after the first {@code action} took effect. */
  public static SweepListener deathAt(Action action) {
    return event -> {
      if (event.action() == action) {
        throw new SimulatedCrash();
      }
    };
  }

  /** A writer that dies right after its first {@code last}. */
  public OperationId dieAfter(
      Action last, WriterKind kind, UnaryOperator<PublishedOperation> changes, Fault... faults) {
    try (PublishedGroup group = open(dyingAt(last), faults)) {
      PublishedOperation operation = changes.apply(group.operation(kind));
      try {
        throw new AssertionError("it did not die: " + operation.commit());
      } catch (SimulatedCrash expected) {
        return operation.id();
      }
    }
  }

  /** What the manifest shows of {@code table}, in table order. */
  public static List<Long> visible(PublishedGroup group, String table) {
    List<Long> numbers = new ArrayList<>();
    try (LanceVersionReader version = group.read(table);
        ArrowReader reader = version.scan()) {
      while (reader.loadNextBatch()) {
        BigIntVector column = (BigIntVector) reader.getVectorSchemaRoot().getVector("n");
        for (int i = 0; i < column.getValueCount(); i++) {
          numbers.add(column.get(i));
        }
      }
      return numbers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows for an operation to read. */
  public ArrowReader rows(long... values) {
    return NumberRows.of(callers, values);
  }

  @Override
  public void close() {
    callers.close();
  }
}
