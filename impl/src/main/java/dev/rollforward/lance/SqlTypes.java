package dev.rollforward.lance;

import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** What types are called in the SQL of Lance, in its function {@code arrow_cast}. */
final class SqlTypes {
  private SqlTypes() {}

  /** The name of {@code type}; empty if nothing is cast to it, which is so for nested ones. */
  static Optional<String> nameOf(ArrowType type) {
    if (type instanceof ArrowType.Int number) {
      return Optional.of((number.getIsSigned() ? "Int" : "UInt") + number.getBitWidth());
    }
    if (type instanceof ArrowType.FloatingPoint number) {
      return Optional.of("Float" + bits(number.getPrecision()));
    }
    if (type instanceof ArrowType.Decimal number) {
      return Optional.of(
          "Decimal%s(%s, %s)"
              .formatted(number.getBitWidth(), number.getPrecision(), number.getScale()));
    }
    return type instanceof ArrowType.FixedSizeBinary bytes
        ? Optional.of("FixedSizeBinary(" + bytes.getByteWidth() + ")")
        : nameOfTime(type).or(() -> plainName(type));
  }

  private static int bits(FloatingPointPrecision precision) {
    return switch (precision) {
      case HALF -> 16;
      case SINGLE -> 32;
      case DOUBLE -> 64;
    };
  }

  private static Optional<String> nameOfTime(ArrowType type) {
    if (type instanceof ArrowType.Date date) {
      return Optional.of(date.getUnit() == DateUnit.DAY ? "Date32" : "Date64");
    }
    if (type instanceof ArrowType.Time time) {
      return Optional.of("Time" + time.getBitWidth() + "(" + unit(time.getUnit()) + ")");
    }
    if (type instanceof ArrowType.Duration duration) {
      return Optional.of("Duration(" + unit(duration.getUnit()) + ")");
    }
    if (type instanceof ArrowType.Timestamp time) {
      String zone = time.getTimezone() == null ? "None" : "Some(\"" + time.getTimezone() + "\")";
      return Optional.of("Timestamp(" + unit(time.getUnit()) + ", " + zone + ")");
    }
    return Optional.empty();
  }

  private static String unit(TimeUnit unit) {
    String name = unit.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Optional<String> plainName(ArrowType type) {
    return switch (type.getTypeID()) {
      case Bool -> Optional.of("Boolean");
      case Utf8, LargeUtf8, Binary, LargeBinary -> Optional.of(type.getTypeID().name());
      default -> Optional.empty();
    };
  }
}
