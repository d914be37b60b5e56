package dev.rollforward.cli;

/** How a piece of text stands out on a terminal that has colour. */
public enum Style {
  /** Like all the rest. */
  PLAIN(""),
  /** Titles. */
  BOLD("1"),
  /** What may be skipped. */
  DIM("2"),
  /** Held. */
  GREEN("32"),
  /** Deserves a look. */
  YELLOW("33"),
  /** Violated or failed. */
  RED("1;31");

  private static final String ESCAPE = "\033[";

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** {@code text} in this style if {@code colour}, else as it is. */
  String on(String text, boolean colour) {
    return colour && this != PLAIN ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
