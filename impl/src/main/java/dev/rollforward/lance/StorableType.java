package dev.rollforward.lance;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.ArrowTypeVisitor;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Why Lance 7 (file format 2.1) cannot store a type in some place; empty if it can. An Arrow
 * release with a new type does not compile against this.
 */
final class StorableType implements ArrowTypeVisitor<Optional<String>> {
  private static final Optional<String> STORABLE = Optional.empty();

  /** Lance puts the zone into a text of its own, between colons, with a dash for none. */
  private static final Pattern TIME_ZONE = Pattern.compile("[A-Za-z0-9_+/-]+");

  /** Where a field is. */
  enum Place {
    /** A column of the table. */
    COLUMN,
    /** A child of a struct, or the item of a list. */
    NESTED,
    /** The item of a fixed-size list. */
    ITEM_OF_FIXED_SIZE_LIST
  }

  private final Field field;
  private final Place place;

  StorableType(Field field, Place place) {
    this.field = field;
    this.place = place;
  }

  /** Where its children are. */
  Place placeOfChildren() {
    return field.getType() instanceof ArrowType.FixedSizeList
        ? Place.ITEM_OF_FIXED_SIZE_LIST
        : Place.NESTED;
  }

  @Override
  public Optional<String> visit(ArrowType.Null type) {
    return place == Place.COLUMN && field.isNullable()
        ? STORABLE
        : refused("Only a whole, nullable column can be of it");
  }

  @Override
  public Optional<String> visit(ArrowType.Struct type) {
    if (field.getChildren().isEmpty()) {
      return refused("It has no children");
    }
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.List type) {
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.LargeList type) {
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.FixedSizeList type) {
    return type.getListSize() < 1 ? refused("Its size is below 1") : STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.Map type) {
    return refused("Use a list of structs of key and value");
  }

  @Override
  public Optional<String> visit(ArrowType.Union type) {
    return refused("Use a struct with a nullable child for each case");
  }

  @Override
  public Optional<String> visit(ArrowType.ListView type) {
    return refused("Use List");
  }

  @Override
  public Optional<String> visit(ArrowType.LargeListView type) {
    return refused("Use LargeList");
  }

  @Override
  public Optional<String> visit(ArrowType.RunEndEncoded type) {
    return refused("Decode it first");
  }

  @Override
  public Optional<String> visit(ArrowType.Int type) {
    return STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.FloatingPoint type) {
    return STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.Bool type) {
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.Utf8 type) {
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.LargeUtf8 type) {
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.Utf8View type) {
    return refused("Use Utf8");
  }

  @Override
  public Optional<String> visit(ArrowType.Binary type) {
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.LargeBinary type) {
    return notInFixedSizeList();
  }

  @Override
  public Optional<String> visit(ArrowType.BinaryView type) {
    return refused("Use Binary");
  }

  @Override
  public Optional<String> visit(ArrowType.FixedSizeBinary type) {
    return type.getByteWidth() < 1 ? refused("Its width is below 1") : STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.Decimal type) {
    return type.getBitWidth() < 128 ? refused("Use one of 128 bits") : STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.Date type) {
    return STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.Time type) {
    return STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.Timestamp type) {
    String zone = type.getTimezone();
    return zone == null || (TIME_ZONE.matcher(zone).matches() && !zone.equals("-"))
        ? STORABLE
        : refused(
            "Use a time zone by name, such as UTC or Europe/Berlin, an offset without a colon, such"
                + " as +0200, or none");
  }

  @Override
  public Optional<String> visit(ArrowType.Interval type) {
    return refused("Use Duration, or a number of months");
  }

  @Override
  public Optional<String> visit(ArrowType.Duration type) {
    return STORABLE;
  }

  @Override
  public Optional<String> visit(ArrowType.ExtensionType type) {
    return type.storageType().accept(this);
  }

  private Optional<String> notInFixedSizeList() {
    return place == Place.ITEM_OF_FIXED_SIZE_LIST
        ? refused("A fixed-size list takes only items of a fixed number of bytes. Use List")
        : STORABLE;
  }

  private Optional<String> refused(String instead) {
    return Optional.of(
        "is of type " + field.getType() + ", which Lance cannot store there. " + instead);
  }
}
