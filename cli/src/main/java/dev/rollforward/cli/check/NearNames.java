package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names that somebody who mistyped one may have meant. */
public final class NearNames {
  private static final int MOST = 3;

  /** How many are named where none is near. */
  private static final int FEW = 6;

  private NearNames() {}

  /**
   * Refuses a name that is not among {@code names}, and says which are like it.
   *
   * @throws CliException if so
   */
  public static void require(String what, String name, Collection<String> names) {
    if (names.contains(name)) {
      return;
    }
    List<String> near = of(name, names);
    throw CliException.usage(
        "no " + what + " is called \"" + name + "\"",
        near.isEmpty()
            ? some(names) + "; rollforward models lists all"
            : "did you mean " + String.join(" or ", near) + "?");
  }

  private static String some(Collection<String> names) {
    if (names.isEmpty()) {
      return "there are none";
    }
    String first = names.stream().limit(FEW).collect(Collectors.joining(", "));
    return "there are: "
        + first
        + (names.size() > FEW ? ", and " + (names.size() - FEW) + " more" : "");
  }

  /** The nearest names, best first; empty if none is near. */
  static List<String> of(String name, Collection<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int tolerance = Math.max(2, wanted.length() / 3);
    return names.stream()
        .filter(
            other -> {
              String there = other.toLowerCase(Locale.ROOT);
              return there.contains(wanted) || distance(wanted, there) <= tolerance;
            })
        .sorted(Comparator.comparingInt(other -> distance(wanted, other.toLowerCase(Locale.ROOT))))
        .limit(MOST)
        .toList();
  }

  /** How many letters have to be changed, added or removed. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
