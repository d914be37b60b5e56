package dev.rollforward.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader wants to see of a module of the specification. */
final class TlaModule {
  private static final Pattern BOX =
      Pattern.compile(
          "Modelled:(?<modelled>.*?)Assumed, not checked(?: here)?:(?<assumed>.*?)Out of scope:(?<out>.*?)(?:\\n\\n|$)",
          Pattern.DOTALL);

  private final List<String> lines;

  TlaModule(String text) {
    this.lines = text.lines().toList();
  }

  /**
   * The box at the head of a module.
   *
   * @param modelled what it has
   * @param assumed what it takes for true
   * @param outOfScope what it says nothing about
   */
  record Scope(String modelled, String assumed, String outOfScope) {}

  /**
   * A definition with the comment above it.
   *
   * @param line the number of its first line that is no comment
   * @param text its lines
   */
  record Definition(int line, String text) {}

  /** What it models, assumes and leaves out; empty if it does not say. */
  Optional<Scope> scope() {
    StringBuilder comment = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith("(***") && comment.length() > 0) {
        break;
      }
      if (line.startsWith("(* ")) {
        comment.append(line.substring(2).replaceFirst("\\*\\).*$", "").strip()).append('\n');
      }
    }
    Matcher box = BOX.matcher(comment);
    return box.find()
        ? Optional.of(new Scope(prose(box, "modelled"), prose(box, "assumed"), prose(box, "out")))
        : Optional.empty();
  }

  private static String prose(Matcher box, String part) {
    return box.group(part).replaceAll("\\s+", " ").strip();
  }

  /** The definition of an operator; empty if there is none. */
  Optional<Definition> definition(String name) {
    Pattern head = Pattern.compile("^" + Pattern.quote(name) + "(\\(.*\\))? ==.*");
    for (int i = 0; i < lines.size(); i++) {
      if (head.matcher(lines.get(i)).matches()) {
        return Optional.of(new Definition(i + 1, String.join("\n", around(i))));
      }
    }
    return Optional.empty();
  }

  private List<String> around(int at) {
    int from = at;
    while (from > 0 && lines.get(from - 1).startsWith("\\*")) {
      from--;
    }
    int to = at + 1;
    while (to < lines.size() && lines.get(to).startsWith(" ")) {
      to++;
    }
    return new ArrayList<>(lines.subList(from, to));
  }
}
