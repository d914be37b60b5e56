package tlc2.module;

import dev.rollforward.spec.value.TlaValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * What TLC evaluates in place of the operators of {@code spec/TraceLog.tla}: it looks for a class
 * of the module's name in this package, and there for methods of the operators' names. The files
 * are in the working directory.
 */
public final class TraceLog {
  private static final Path TRACE = Path.of("trace");
  private static final Path VERDICTS = Path.of("verdicts");

  private TraceLog() {}

  /**
   * The value that stands in the file {@code trace}, in TLC's notation.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static Value Trace() {
    return Known.TRACE;
  }

  /** TLC asks again and again. */
  private static final class Known {
    static final Value TRACE = read();
  }

  private static Value read() {
    try {
      return value(TlaValue.of(Files.readString(TRACE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds {@code value} to the file {@code verdicts} as a line; true.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static synchronized BoolValue Say(Value value) {
    try {
      Files.writeString(
          VERDICTS, value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return BoolValue.ValTrue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value value(TlaValue value) {
    if (value instanceof TlaValue.Number number) {
      return IntValue.gen(Math.toIntExact(number.value()));
    }
    if (value instanceof TlaValue.Text text) {
      return new StringValue(text.text());
    }
    if (value instanceof TlaValue.Truth truth) {
      return new BoolValue(truth.value());
    }
    if (value instanceof TlaValue.Tuple tuple) {
      return new TupleValue(values(tuple.elements()));
    }
    if (value instanceof TlaValue.Members set) {
      return new SetEnumValue(values(set.members()), false).normalize();
    }
    if (value instanceof TlaValue.Fields fields) {
      return record(fields.fields());
    }
    if (value instanceof TlaValue.Function function) {
      Map<TlaValue, TlaValue> entries = function.entries();
      return new FcnRcdValue(values(entries.keySet()), values(entries.values()), false).normalize();
    }
    throw new IllegalArgumentException("a trace has no such value: " + value);
  }

  private static Value record(Map<String, TlaValue> fields) {
    UniqueString[] names =
        fields.keySet().stream().map(UniqueString::uniqueStringOf).toArray(UniqueString[]::new);
    return new RecordValue(names, values(fields.values()), false).normalize();
  }

  private static Value[] values(Collection<TlaValue> values) {
    return values.stream().map(TraceLog::value).toArray(Value[]::new);
  }
}
