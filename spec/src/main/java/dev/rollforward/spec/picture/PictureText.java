package dev.rollforward.spec.picture;

import dev.rollforward.spec.text.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws a picture with characters: narrow columns for the lifelines to the left, the steps and what
 * they changed to the right.
 *
 * @param columns how wide it may become; it never becomes narrower than its lifelines need
 * @param paint how to make parts of it stand out
 */
public record PictureText(int columns, Paint paint) {
  private static final int LEAST_ROOM = 30;
  private static final int COLUMN = 3;
  private static final String LINE = " │ ";
  private static final String ACTOR = " ● ";
  private static final String CHANGED = " ◆ ";

  /** What a piece of text is. */
  public enum Part {
    TITLE,
    LIFELINE,
    NUMBER,
    ACTION,
    CHANGE,
    BROKEN
  }

  /** Makes a piece of text stand out, without changing how wide it is. */
  @FunctionalInterface
  public interface Paint {
    /** Leaves everything as it is. */
    Paint NONE = (part, text) -> text;

    String paint(Part part, String text);
  }

  /** The picture, line by line. */
  public List<String> lines(Picture picture) {
    List<String> lines = new ArrayList<>();
    Prose.wrap(heading(picture), columns).forEach(line -> lines.add(paint.paint(Part.TITLE, line)));
    lines.add("");
    lines.addAll(legend(picture.lifelines()));
    lines.add("");
    lines.add(heads(picture.lifelines()));
    for (Picture.Row row : picture.rows()) {
      lines.addAll(row(picture, row));
    }
    if (!picture.ending().isEmpty()) {
      lines.add(rails(picture, Optional.empty()) + picture.ending());
    }
    picture.broken().ifPresent(broken -> lines.addAll(broken(broken)));
    return lines;
  }

  private static String heading(Picture picture) {
    return picture.caption().isEmpty()
        ? picture.title()
        : picture.title() + ": " + picture.caption();
  }

  /** The short names over the columns, with the long ones. */
  private List<String> legend(List<Lifeline> lifelines) {
    List<String> names = new ArrayList<>();
    lifelines.forEach(
        lifeline -> names.add(shortName(lifelines, lifeline) + " " + lifeline.name()));
    return Prose.wrap(
        String.join(", ", names)
            + "; ● acts, ◆ is changed; v2 is version 2 of a table, op an operation",
        columns);
  }

  private String heads(List<Lifeline> lifelines) {
    StringBuilder line = new StringBuilder();
    lifelines.forEach(
        lifeline -> {
          String name = shortName(lifelines, lifeline);
          line.append(name.length() == 1 ? " " + name + " " : name + " ");
        });
    return paint.paint(Part.LIFELINE, line.toString().stripTrailing());
  }

  /** A letter for its kind, and its number. */
  private static String shortName(List<Lifeline> all, Lifeline lifeline) {
    String letter =
        switch (lifeline.kind()) {
          case WRITER -> "w";
          case RECOVERY -> "r";
          case TABLE -> "t";
          case MANIFEST -> "M";
          case SIDECARS -> "S";
          case AUDITS -> "A";
          case CALLS -> "C";
          case OTHER -> "o";
        };
    List<Lifeline> alike = all.stream().filter(other -> other.kind() == lifeline.kind()).toList();
    boolean single =
        alike.size() == 1 && !lifeline.kind().isProcess() && lifeline.kind() != Lifeline.Kind.TABLE;
    return single ? letter : letter + (alike.indexOf(lifeline) + 1);
  }

  private List<String> row(Picture picture, Picture.Row row) {
    List<String> lines = new ArrayList<>();
    int room = room(picture);
    int number = Integer.toString(picture.rows().size() - 1).length();
    String place = Integer.toString(row.number());
    String rails = rails(picture, Optional.of(row));
    String plain = rails(picture, Optional.empty());
    String sentence = (row.who() + " " + row.sentence()).strip();
    String indent = " ".repeat(number + 2);
    boolean broken = picture.broken().map(b -> b.step() == row.number()).orElse(false);
    for (String line : Prose.wrap(sentence, room - indent.length())) {
      boolean first = lines.isEmpty();
      String head =
          first
              ? " ".repeat(number - place.length()) + paint.paint(Part.NUMBER, place) + "  "
              : indent;
      lines.add(
          (first ? rails : plain) + head + paint.paint(broken ? Part.BROKEN : Part.ACTION, line));
    }
    for (String change : changes(row)) {
      for (String line : Prose.wrap(change, room - indent.length() - 2)) {
        lines.add(plain + indent + "  " + paint.paint(Part.CHANGE, line));
      }
    }
    return lines;
  }

  /** What became of each lifeline, in a line each. */
  private static List<String> changes(Picture.Row row) {
    List<String> lines = new ArrayList<>();
    row.changes().stream()
        .map(Change::lifeline)
        .distinct()
        .forEach(
            lifeline ->
                lines.add(
                    lifeline.name()
                        + " › "
                        + String.join(
                            ", ",
                            row.changes().stream()
                                .filter(change -> change.lifeline().equals(lifeline))
                                .map(Change::text)
                                .toList())));
    return lines;
  }

  private String rails(Picture picture, Optional<Picture.Row> row) {
    StringBuilder line = new StringBuilder();
    for (Lifeline lifeline : picture.lifelines()) {
      boolean acts = row.flatMap(Picture.Row::actor).filter(lifeline::equals).isPresent();
      boolean changed =
          row.isPresent()
              && row.get().changes().stream().anyMatch(c -> c.lifeline().equals(lifeline));
      line.append(acts ? ACTOR : changed ? CHANGED : LINE);
    }
    return paint.paint(Part.LIFELINE, line.toString()) + " ";
  }

  private int room(Picture picture) {
    return Math.max(LEAST_ROOM, columns - picture.lifelines().size() * COLUMN - 1);
  }

  private List<String> broken(Picture.Broken broken) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    String harm = broken.harm().isEmpty() ? "" : ": " + broken.harm();
    Prose.wrap(broken.property() + " broke at step " + broken.step() + harm + ".", columns)
        .forEach(line -> lines.add(paint.paint(Part.BROKEN, line)));
    return lines;
  }
}
