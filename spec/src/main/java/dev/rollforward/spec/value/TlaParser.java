package dev.rollforward.spec.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a value as TLC prints it. */
final class TlaParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d+|\\w+|<<|>>|\\|->|:>|@@|\\.\\.|[\\[\\](){},])\\s*");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern NAME = Pattern.compile("\\w*[A-Za-z_]\\w*");

  private final List<String> tokens;
  private int next;

  private TlaParser(List<String> tokens) {
    this.tokens = tokens;
  }

  /** A trace with a value that nobody foresaw is still worth printing. */
  static TlaValue parse(String text) {
    try {
      TlaParser parser = new TlaParser(tokens(text));
      TlaValue value = parser.value();
      return parser.next == parser.tokens.size() ? value : new TlaValue.Other(text);
    } catch (UnknownForm e) {
      return new TlaValue.Other(text);
    }
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new UnknownForm();
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    return tokens;
  }

  private TlaValue value() {
    String token = take();
    return switch (token) {
      case "{" -> new TlaValue.Members(new LinkedHashSet<>(list("}", this::value)));
      case "<<" -> new TlaValue.Tuple(list(">>", this::value));
      case "[" -> fields();
      case "(" -> function();
      case "TRUE", "FALSE" -> new TlaValue.Truth(token.equals("TRUE"));
      default -> atom(token);
    };
  }

  private TlaValue atom(String token) {
    if (token.startsWith("\"")) {
      return new TlaValue.Text(token.substring(1, token.length() - 1));
    }
    if (NUMBER.matcher(token).matches()) {
      return numberOrInterval(number(token));
    }
    if (NAME.matcher(token).matches()) {
      return new TlaValue.ModelValue(token);
    }
    throw new UnknownForm();
  }

  private TlaValue numberOrInterval(long low) {
    return takeIf("..") ? new TlaValue.Interval(low, number(take())) : new TlaValue.Number(low);
  }

  private static long number(String token) {
    try {
      return Long.parseLong(token);
    } catch (NumberFormatException e) {
      throw new UnknownForm();
    }
  }

  private TlaValue fields() {
    Map<String, TlaValue> fields = new LinkedHashMap<>();
    list("]", () -> put(fields, take(), "|->"));
    return new TlaValue.Fields(fields);
  }

  private TlaValue function() {
    Map<TlaValue, TlaValue> entries = new LinkedHashMap<>();
    do {
      put(entries, value(), ":>");
    } while (takeIf("@@"));
    expect(")");
    return new TlaValue.Function(entries);
  }

  private <K> TlaValue put(Map<K, TlaValue> map, K key, String arrow) {
    expect(arrow);
    return map.put(key, value());
  }

  private <T> List<T> list(String end, Supplier<T> element) {
    List<T> elements = new ArrayList<>();
    if (takeIf(end)) {
      return elements;
    }
    do {
      elements.add(element.get());
    } while (takeIf(","));
    expect(end);
    return elements;
  }

  private String take() {
    if (next == tokens.size()) {
      throw new UnknownForm();
    }
    return tokens.get(next++);
  }

  private boolean takeIf(String token) {
    boolean there = next < tokens.size() && tokens.get(next).equals(token);
    next += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!takeIf(token)) {
      throw new UnknownForm();
    }
  }

  /** The text is in no form that is known here. */
  private static final class UnknownForm extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
