package dev.rollforward.spec.text;

import java.util.ArrayList;
import java.util.List;

/** Running text. */
public final class Prose {
  private Prose() {}

  /** The text in lines of at most {@code width} characters, save for words that are longer. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" +")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
