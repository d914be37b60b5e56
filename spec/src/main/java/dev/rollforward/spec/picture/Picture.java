package dev.rollforward.spec.picture;

import java.util.List;
import java.util.Optional;

/**
 * A behaviour as a sequence diagram: a column per process and store, a row per step.
 *
 * @param title its name
 * @param caption what it shows, in a sentence; may be empty
 * @param lifelines the columns, from left to right
 * @param rows the rows, from top to bottom; the first is the start
 * @param ending what comes after the last row, in words; empty if nothing has to be said
 * @param broken what is violated; empty if nothing is
 */
public record Picture(
    String title,
    String caption,
    List<Lifeline> lifelines,
    List<Row> rows,
    String ending,
    Optional<Broken> broken) {
  /** Copies the lists. */
  public Picture {
    lifelines = List.copyOf(lifelines);
    rows = List.copyOf(rows);
  }

  /** Whether there are words for every step. */
  public boolean isInWords() {
    return rows.stream().noneMatch(row -> row.sentence().equals(row.action()));
  }

  /**
   * A step.
   *
   * @param number its number; 0 for the start
   * @param actor the lifeline of the process that takes it; empty if it is nobody's in particular
   * @param action the action of the specification; {@code start} for the start
   * @param sentence what the actor does, in words; the action if there are none for it
   * @param changes what differs from the row before; at the start, all there is
   */
  public record Row(
      int number, Optional<Lifeline> actor, String action, String sentence, List<Change> changes) {
    /** Copies the list. */
    public Row {
      changes = List.copyOf(changes);
    }

    /** Who acts; empty if it is nobody in particular. */
    public String who() {
      return actor.map(Lifeline::name).orElse("");
    }
  }

  /**
   * A violation.
   *
   * @param property the name of the property
   * @param step the number of the row in which it broke
   * @param harm what is wrong then, in words; may be empty
   */
  public record Broken(String property, int step, String harm) {}
}
