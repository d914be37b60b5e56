package dev.rollforward.spec.model;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Checks of the words that a manifest is made of; each throws IllegalArgumentException. */
final class Names {
  private static final Pattern IDENTIFIER = Pattern.compile("\\w*[A-Za-z]\\w*");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  private Names() {}

  static void label(String field, String value) {
    present(field, value);
    check(
        LABEL.matcher(value).matches(),
        field,
        "\"" + value + "\" is no name; use letters, digits and -, a letter first");
  }

  static void identifier(String field, String value) {
    present(field, value);
    check(IDENTIFIER.matcher(value).matches(), field, "\"" + value + "\" is no TLA+ identifier");
  }

  static void optionalIdentifier(String field, String value) {
    if (value != null) {
      identifier(field, value);
    }
  }

  static void identifiers(String field, List<String> values) {
    distinct(field, values);
    values.forEach(value -> identifier(field, value));
  }

  static void sentence(String field, String value) {
    present(field, value);
    check(!value.isBlank(), field, "says nothing");
    check(value.lines().count() == 1, field, "has several lines; say it in one");
  }

  static void distinct(String field, List<?> values) {
    present(field, values);
    values.forEach(value -> present(field, value));
    check(new HashSet<>(values).size() == values.size(), field, "names something twice: " + values);
  }

  static void present(String field, Object value) {
    check(value != null, field, "is null");
  }

  static void check(boolean holds, String field, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(field + ": " + problem);
    }
  }
}
