package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.List;

/** The strings of a module, numbered in the order in which they are met. */
final class Strings {
  private final List<String> texts = new ArrayList<>();

  synchronized Term of(String text) {
    return new Term.Literal(Sort.STRING, number(text));
  }

  synchronized int number(String text) {
    int known = texts.indexOf(text);
    if (known >= 0) {
      return known;
    }
    texts.add(text);
    return texts.size() - 1;
  }

  synchronized String text(int number) {
    return number >= 0 && number < texts.size() ? texts.get(number) : "?" + number;
  }

  synchronized int size() {
    return texts.size();
  }
}
