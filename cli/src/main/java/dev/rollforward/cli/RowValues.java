package dev.rollforward.cli;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Values of Arrow vectors as plain values that JSON has: numbers, booleans, text, lists and maps by
 * name. Times are ISO 8601, bytes are base 64.
 */
final class RowValues {
  private RowValues() {}

  /** The value at {@code row}; null if it is null. */
  static Object of(ValueVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof StructVector struct) {
      return struct(struct, row);
    }
    if (vector instanceof ListVector list) {
      return list(
          list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
    }
    if (vector instanceof FixedSizeListVector list) {
      int size = list.getListSize();
      return list(list.getDataVector(), row * size, (row + 1) * size);
    }
    if (vector instanceof TimeStampVector time && zone(vector) != null) {
      return instant(time.get(row), ((ArrowType.Timestamp) vector.getField().getType())).toString();
    }
    return plain(scalar(vector, row));
  }

  private static String zone(ValueVector vector) {
    return ((ArrowType.Timestamp) vector.getField().getType()).getTimezone();
  }

  private static Instant instant(long value, ArrowType.Timestamp type) {
    return switch (type.getUnit()) {
      case SECOND -> Instant.EPOCH.plus(value, ChronoUnit.SECONDS);
      case MILLISECOND -> Instant.EPOCH.plus(value, ChronoUnit.MILLIS);
      case MICROSECOND -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      case NANOSECOND -> Instant.EPOCH.plus(value, ChronoUnit.NANOS);
    };
  }

  /** Arrow has the unsigned and the short kinds of numbers as others. */
  private static Object scalar(ValueVector vector, int row) {
    if (vector instanceof UInt1Vector number) {
      return Byte.toUnsignedInt(number.get(row));
    }
    if (vector instanceof UInt2Vector number) {
      return (int) number.get(row);
    }
    if (vector instanceof UInt4Vector number) {
      return Integer.toUnsignedLong(number.get(row));
    }
    if (vector instanceof UInt8Vector number) {
      return new BigInteger(Long.toUnsignedString(number.get(row)));
    }
    if (vector instanceof Float2Vector number) {
      return Float16.toFloat(number.get(row));
    }
    if (vector instanceof DateDayVector date) {
      return LocalDate.ofEpochDay(date.get(row));
    }
    return vector.getObject(row);
  }

  private static Object plain(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : value.toString();
  }

  private static Map<String, Object> struct(StructVector struct, int row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (FieldVector child : struct.getChildrenFromFields()) {
      values.put(child.getName(), of(child, row));
    }
    return values;
  }

  private static List<Object> list(ValueVector items, int from, int to) {
    List<Object> values = new ArrayList<>();
    for (int i = from; i < to; i++) {
      values.add(of(items, i));
    }
    return values;
  }
}
