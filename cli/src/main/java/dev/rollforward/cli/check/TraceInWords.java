package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.spec.picture.Picture;
import dev.rollforward.spec.text.Prose;
import java.util.List;

/** Tells a counterexample in words: who did what, step by step. */
final class TraceInWords {
  private static final int LEAST_ROOM = 24;

  private final Console console;

  TraceInWords(Console console) {
    this.console = console;
  }

  void print(Picture picture) {
    List<Picture.Row> rows = picture.rows();
    int number = Integer.toString(rows.size() - 1).length();
    int actor = rows.stream().mapToInt(row -> row.who().length()).max().orElse(0);
    int left = 2 + number + 2 + actor + 2;
    int room = Math.max(LEAST_ROOM, console.width() - left);
    for (Picture.Row row : rows) {
      String head =
          "  %s  %s  "
              .formatted(
                  console.styled(Style.DIM, padLeft(row.number(), number)),
                  padRight(row.who(), actor));
      for (String line : Prose.wrap(row.sentence(), room)) {
        console.println(head + line);
        head = " ".repeat(left);
      }
    }
    if (!picture.ending().isEmpty()) {
      console.printWrapped("  " + picture.ending(), 0);
    }
  }

  private static String padLeft(int value, int width) {
    String text = Integer.toString(value);
    return " ".repeat(width - text.length()) + text;
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
