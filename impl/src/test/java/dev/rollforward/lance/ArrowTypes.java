package dev.rollforward.lance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Every type that Arrow has, in every place of a schema, up to two levels deep. */
final class ArrowTypes {
  static final String EXTENSION = ArrowType.ExtensionType.EXTENSION_METADATA_KEY_NAME;

  static final String COLUMN = "column";

  private static final Set<String> ONE_OF_EACH_KIND =
      Set.of(
          "null",
          "bool",
          "int32",
          "utf8",
          "fixed binary 7",
          "decimal128(10, 2)",
          "struct of nothing",
          "dictionary",
          "timestamp in '+02:00'",
          "blob",
          "union sparse");

  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final Field ID = Field.nullable("id", new ArrowType.Int(64, true));

  private ArrowTypes() {}

  /** A field of some type. */
  @FunctionalInterface
  interface Type {
    /** A field of this type. */
    Field field(String name, boolean nullable);
  }

  /** A type made of another one. */
  @FunctionalInterface
  interface Nesting {
    /** The type that holds {@code inner}. */
    Type of(Type inner);
  }

  /** The types that hold no others, and those with metadata that means something to somebody. */
  static Map<String, Type> plain() {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put("null", of(ArrowType.Null.INSTANCE));
    types.put("bool", of(ArrowType.Bool.INSTANCE));
    for (int bits : new int[] {8, 16, 32, 64}) {
      types.put("int" + bits, of(new ArrowType.Int(bits, true)));
      types.put("uint" + bits, of(new ArrowType.Int(bits, false)));
    }
    for (FloatingPointPrecision precision : FloatingPointPrecision.values()) {
      types.put("float " + precision, of(new ArrowType.FloatingPoint(precision)));
    }
    types.put("utf8", of(ArrowType.Utf8.INSTANCE));
    types.put("large utf8", of(ArrowType.LargeUtf8.INSTANCE));
    types.put("utf8 view", of(ArrowType.Utf8View.INSTANCE));
    types.put("binary", of(ArrowType.Binary.INSTANCE));
    types.put("large binary", of(ArrowType.LargeBinary.INSTANCE));
    types.put("binary view", of(ArrowType.BinaryView.INSTANCE));
    for (int width : new int[] {0, 1, 7, 16}) {
      types.put("fixed binary " + width, of(new ArrowType.FixedSizeBinary(width)));
    }
    types.put("decimal32(5, 2)", of(new ArrowType.Decimal(5, 2, 32)));
    types.put("decimal64(15, 2)", of(new ArrowType.Decimal(15, 2, 64)));
    types.put("decimal128(10, 2)", of(new ArrowType.Decimal(10, 2, 128)));
    types.put("decimal128(38, 0)", of(new ArrowType.Decimal(38, 0, 128)));
    types.put("decimal128(5, -2)", of(new ArrowType.Decimal(5, -2, 128)));
    types.put("decimal256(40, 2)", of(new ArrowType.Decimal(40, 2, 256)));
    temporal(types);
    types.put("union sparse", union(UnionMode.Sparse));
    types.put("union dense", union(UnionMode.Dense));
    types.put("struct of nothing", struct());
    types.put("dictionary", dictionary());
    withMetadata(types);
    return types;
  }

  private static void temporal(Map<String, Type> types) {
    for (DateUnit unit : DateUnit.values()) {
      types.put("date " + unit, of(new ArrowType.Date(unit)));
    }
    types.put("time32 SECOND", of(new ArrowType.Time(TimeUnit.SECOND, 32)));
    types.put("time32 MILLISECOND", of(new ArrowType.Time(TimeUnit.MILLISECOND, 32)));
    types.put("time64 MICROSECOND", of(new ArrowType.Time(TimeUnit.MICROSECOND, 64)));
    types.put("time64 NANOSECOND", of(new ArrowType.Time(TimeUnit.NANOSECOND, 64)));
    for (TimeUnit unit : TimeUnit.values()) {
      types.put("timestamp " + unit, of(new ArrowType.Timestamp(unit, null)));
      types.put("timestamp " + unit + " UTC", of(new ArrowType.Timestamp(unit, "UTC")));
      types.put("duration " + unit, of(new ArrowType.Duration(unit)));
    }
    for (String zone : List.of("Europe/Berlin", "Etc/GMT+2", "Z", "+0200", "-0930", "+02:00", "")) {
      types.put("timestamp in '" + zone + "'", of(new ArrowType.Timestamp(TimeUnit.SECOND, zone)));
    }
    types.put("timestamp in '-'", of(new ArrowType.Timestamp(TimeUnit.SECOND, "-")));
    for (IntervalUnit unit : IntervalUnit.values()) {
      types.put("interval " + unit, of(new ArrowType.Interval(unit)));
    }
  }

  private static void withMetadata(Map<String, Type> types) {
    ArrowType bytes = ArrowType.LargeBinary.INSTANCE;
    types.put("large binary with a note", with("unit", "m", bytes));
    types.put("blob", with("lance-encoding:blob", "true", bytes));
    types.put("blob of int32", with("lance-encoding:blob", "true", INT));
    types.put("blob v2", with(EXTENSION, "lance.blob.v2", bytes));
    types.put("json of lance", with(EXTENSION, "lance.json", bytes));
    types.put("json of arrow", with(EXTENSION, "arrow.json", ArrowType.Utf8.INSTANCE));
    types.put("bfloat16", with(EXTENSION, "lance.bfloat16", new ArrowType.FixedSizeBinary(2)));
    types.put("uuid", with(EXTENSION, "arrow.uuid", new ArrowType.FixedSizeBinary(16)));
    types.put("unknown extension", with(EXTENSION, "my.own", ArrowType.Utf8.INSTANCE));
    types.put("unknown compression", with("lance-encoding:compression", "none such", INT));
    types.put("field number", with("lance:field_id", "77", INT));
  }

  /** The types that hold others. */
  static Map<String, Nesting> nestings() {
    Map<String, Nesting> nestings = new LinkedHashMap<>();
    nestings.put("struct", inner -> struct(inner.field("a", true)));
    nestings.put("list", inner -> list(ArrowType.List.INSTANCE, inner));
    nestings.put("large list", inner -> list(ArrowType.LargeList.INSTANCE, inner));
    nestings.put("fixed-size list", inner -> list(new ArrowType.FixedSizeList(2), inner));
    nestings.put("map to", inner -> map(of(ArrowType.Utf8.INSTANCE), inner));
    nestings.put("map from", inner -> map(inner, of(INT)));
    nestings.put("list view", inner -> list(ArrowType.ListView.INSTANCE, inner));
    nestings.put("large list view", inner -> list(ArrowType.LargeListView.INSTANCE, inner));
    nestings.put("run ends", ArrowTypes::runEnds);
    return nestings;
  }

  /** Every place of a field, up to two levels below a column; the whole column first. */
  static Map<String, Nesting> places() {
    Map<String, Nesting> places = new LinkedHashMap<>();
    places.put(COLUMN, inner -> inner);
    places.putAll(nestings());
    nestings()
        .forEach(
            (out, outer) ->
                nestings()
                    .forEach(
                        (in, inner) ->
                            places.put(out + " of " + in, type -> outer.of(inner.of(type)))));
    return places;
  }

  /** The types to try in {@code place}: all, but two levels down only one of each kind. */
  static Map<String, Type> typesIn(String place) {
    Map<String, Type> types = plain();
    if (!place.equals(COLUMN) && !nestings().containsKey(place)) {
      types.keySet().retainAll(ONE_OF_EACH_KIND);
    }
    return types;
  }

  /**
   * Schemas with a column x of the type: after another one, and, of a column, alone and not null.
   */
  static List<Schema> schemas(String place, Type type) {
    Type column = places().get(place).of(type);
    Schema second = new Schema(List.of(ID, column.field("x", true)));
    return place.equals(COLUMN)
        ? List.of(
            second,
            new Schema(List.of(column.field("x", true))),
            new Schema(List.of(ID, column.field("x", false))))
        : List.of(second);
  }

  static Type of(ArrowType type) {
    return (name, nullable) -> field(name, nullable, type, Map.of());
  }

  private static Type with(String key, String value, ArrowType type) {
    Map<String, String> metadata = new LinkedHashMap<>(Map.of(key, value));
    if (key.equals(EXTENSION)) {
      metadata.put(ArrowType.ExtensionType.EXTENSION_METADATA_KEY_METADATA, "");
    }
    return (name, nullable) -> field(name, nullable, type, metadata);
  }

  private static Type union(UnionMode mode) {
    List<Field> children = List.of(Field.nullable("int", INT));
    return (name, nullable) ->
        field(name, nullable, new ArrowType.Union(mode, null), Map.of(), children);
  }

  private static Type dictionary() {
    DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(32, true));
    return (name, nullable) -> new Field(name, new FieldType(nullable, INT, encoding), List.of());
  }

  private static Type struct(Field... children) {
    return (name, nullable) ->
        field(name, nullable, ArrowType.Struct.INSTANCE, Map.of(), List.of(children));
  }

  private static Type list(ArrowType list, Type inner) {
    return (name, nullable) ->
        field(name, nullable, list, Map.of(), List.of(inner.field("item", true)));
  }

  private static Type map(Type key, Type value) {
    Field entries =
        struct(key.field("key", false), value.field("value", true)).field("entries", false);
    return (name, nullable) ->
        field(name, nullable, new ArrowType.Map(false), Map.of(), List.of(entries));
  }

  private static Type runEnds(Type inner) {
    List<Field> children = List.of(Field.notNullable("run_ends", INT), inner.field("values", true));
    return (name, nullable) ->
        field(name, nullable, ArrowType.RunEndEncoded.INSTANCE, Map.of(), children);
  }

  private static Field field(
      String name, boolean nullable, ArrowType type, Map<String, String> metadata) {
    return field(name, nullable, type, metadata, List.of());
  }

  private static Field field(
      String name,
      boolean nullable,
      ArrowType type,
      Map<String, String> metadata,
      List<Field> children) {
    return new Field(name, new FieldType(nullable, type, null, metadata), children);
  }
}
