package dev.rollforward.cli.demo;

import java.util.List;
import java.util.Locale;

/** What readers see of one table. */
enum Visibility {
  /** Nothing of the operation. */
  OLD,
  /** All that the operation adds to this table. */
  NEW,
  /** Anything else, which no reader should ever see. */
  NEITHER;

  static Visibility of(SampleTable table, List<List<String>> rows) {
    if (rows.equals(table.first())) {
      return OLD;
    }
    return rows.equals(table.all()) ? NEW : NEITHER;
  }

  /** In lower case, for people. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
