package dev.rollforward.spec.picture;

import dev.rollforward.spec.value.TlaValue;

/** The numbers that stand for something else in the specification, in words. */
final class ModelNumbers {
  /** {@code NotARestore} of {@code LanceTable.tla}. */
  static final String NOT_A_RESTORE = "99";

  /** {@code Dropped} of {@code Rollforward.tla}. */
  private static final String DROPPED = "90";

  /** {@code Stranger} of {@code Rollforward.tla}. */
  private static final String STRANGER = "80";

  /**
   * {@code More} of {@code Rollforward.tla}: commit n of an operation is n - 1 of these above it.
   */
  private static final int MORE = 1000;

  private ModelNumbers() {}

  /** Who made a version. */
  static String maker(String op) {
    if (op.equals("0")) {
      return "initial";
    }
    if (op.equals(STRANGER)) {
      return "another tool";
    }
    int number = Integer.parseInt(op) - 1;
    String commit = number < MORE ? "" : ", commit " + (number / MORE + 1);
    return "op " + (number % MORE + 1) + commit;
  }

  /** A pinned version. */
  static String pin(TlaValue version) {
    String number = version.toString();
    if (number.equals("0")) {
      return "none";
    }
    return number.equals(DROPPED) ? "dropped" : "v" + number;
  }

  /** The number of a process, which some models write as {@code s1}. */
  static String process(TlaValue process) {
    return plain(process).replaceFirst("^s(?=\\d+$)", "");
  }

  /** The field of a record; empty if it has none of that name. */
  static String text(TlaValue record, String field) {
    return record.field(field).map(ModelNumbers::plain).orElse("");
  }

  /** A value without quotation marks. */
  static String plain(TlaValue value) {
    return value instanceof TlaValue.Text text ? text.text() : value.toString();
  }
}
