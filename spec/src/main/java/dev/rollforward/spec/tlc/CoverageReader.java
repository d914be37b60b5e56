package dev.rollforward.spec.tlc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the coverage that TLC prints for each action. */
final class CoverageReader {
  private static final Pattern ACTION =
      Pattern.compile("<(.*?) (line \\d+, col \\d+ to .*)>: (\\d+):(\\d+)");

  private final List<ActionCoverage> actions = new ArrayList<>();

  void restart() {
    actions.clear();
  }

  void action(String text) {
    Matcher matcher = ACTION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("TLC printed coverage in an unknown form: " + text);
    }
    actions.add(
        new ActionCoverage(
            matcher.group(1),
            matcher.group(2),
            Long.parseLong(matcher.group(3)),
            Long.parseLong(matcher.group(4))));
  }

  List<ActionCoverage> actions() {
    return List.copyOf(actions);
  }
}
