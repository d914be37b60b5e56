package dev.rollforward.lance;

import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Which metadata a field can have. Anything can be noted there, but some keys are orders to Lance:
 * to store the field as something else, or with an encoding that is looked at only when the first
 * row is written.
 */
final class FieldMetadata {
  private static final Set<String> STORED_AS_SOMETHING_ELSE =
      Set.of("arrow.json", "lance.json", "lance.blob.v2");

  private FieldMetadata() {}

  /** Why this field cannot have its metadata; empty if it can. */
  static Optional<String> problemOf(Field field, StorableType.Place place) {
    if (place == StorableType.Place.ITEM_OF_FIXED_SIZE_LIST && !field.getMetadata().isEmpty()) {
      return Optional.of(
          "has metadata, which Lance loses on the items of a fixed-size list: "
              + field.getMetadata().keySet());
    }
    for (String key : field.getMetadata().keySet()) {
      if (isForLance(key)) {
        return Optional.of("has metadata that tells Lance how to store it: " + key);
      }
    }
    String extension = field.getMetadata().get(ArrowType.ExtensionType.EXTENSION_METADATA_KEY_NAME);
    return extension != null && STORED_AS_SOMETHING_ELSE.contains(extension)
        ? Optional.of(
            "is of the extension type " + extension + ", which Lance gives back as another type")
        : Optional.empty();
  }

  private static boolean isForLance(String key) {
    return key.startsWith("lance:") || key.startsWith("lance-encoding:") || key.equals("packed");
  }
}
