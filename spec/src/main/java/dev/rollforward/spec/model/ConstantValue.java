package dev.rollforward.spec.model;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The value of a constant in the language of TLC's configuration files: a number, a string, a
 * Boolean, a model value, a set of such values, or {@code <- Definition}.
 */
final class ConstantValue {
  private static final Pattern SUBSTITUTION = Pattern.compile("<-\\s*(\\[\\w+\\]\\s*)?\\w+");
  private static final String TOKEN = "\"[^\"]*\"|-?\\d+\\b|[A-Za-z_]\\w*|[{},]";
  private static final Pattern TOKENS = Pattern.compile(TOKEN);
  private static final Pattern VALUE = Pattern.compile("(?:\\s|" + TOKEN + ")+");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");
  private static final Set<String> BOOLEANS = Set.of("TRUE", "FALSE");

  private ConstantValue() {}

  static void check(String field, String text) {
    boolean wellFormed = SUBSTITUTION.matcher(text).matches() || VALUE.matcher(text).matches();
    Names.check(
        wellFormed,
        field,
        "\""
            + text
            + "\" is not a number, string, Boolean, model value or set of these;"
            + " define it in a module and write \"<- Definition\"");
    for (String name : modelValues(text)) {
      boolean misspelt = BOOLEANS.stream().anyMatch(name::equalsIgnoreCase);
      Names.check(!misspelt, field, "\"" + name + "\" is no Boolean; write TRUE or FALSE");
    }
  }

  /** The model values that a value mentions, in the order in which it does. */
  static List<String> modelValues(String text) {
    if (isSubstitution(text)) {
      return List.of();
    }
    return TOKENS
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(token -> IDENTIFIER.matcher(token).matches() && !BOOLEANS.contains(token))
        .distinct()
        .toList();
  }

  static boolean isSubstitution(String text) {
    return SUBSTITUTION.matcher(text).matches();
  }
}
