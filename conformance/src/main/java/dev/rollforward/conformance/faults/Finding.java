package dev.rollforward.conformance.faults;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What one engine made of one fault.
 *
 * @param kind whether it noticed
 * @param by the property, action or test that did; empty text if none
 * @param detail more of it in one line, or why not
 */
public record Finding(Kind kind, String by, String detail) {
  private static final String MARK = "finding:";

  /** Whether an engine noticed. */
  public enum Kind {
    /** It noticed, by what had to notice. */
    CAUGHT,
    /** It noticed, but by something else: the fault is not what it is said to be. */
    OTHERWISE,
    /** It did not. */
    MISSED,
    /** The engine has no say: see the detail. */
    NOT_APPLICABLE,
    /** It did not finish, so nothing is known. */
    UNKNOWN;

    /** The word for it in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Makes each text one line. */
  public Finding {
    Objects.requireNonNull(kind, "kind");
    by = line(by);
    detail = line(detail);
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  static Finding caught(String by, String detail) {
    return new Finding(Kind.CAUGHT, by, detail);
  }

  static Finding missed(String detail) {
    return new Finding(Kind.MISSED, "", detail);
  }

  static Finding unknown(String why) {
    return new Finding(Kind.UNKNOWN, "", why);
  }

  static Finding notApplicable(String why) {
    return new Finding(Kind.NOT_APPLICABLE, "", why);
  }

  /** How a child tells its parent. */
  String print() {
    return MARK + "\t" + kind + "\t" + by + "\t" + detail;
  }

  /** What {@code line} of a child says; empty if it is another line. */
  static Optional<Finding> parse(String line) {
    String[] parts = line.split("\t", -1);
    return parts.length == 4 && parts[0].equals(MARK)
        ? Optional.of(new Finding(Kind.valueOf(parts[1]), parts[2], parts[3]))
        : Optional.empty();
  }
}
