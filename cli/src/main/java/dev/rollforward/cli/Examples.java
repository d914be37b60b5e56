package dev.rollforward.cli;

import dev.rollforward.spec.text.Prose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The examples at the end of a command's help, to fit a terminal. */
final class Examples {
  private static final int INDENT = 6;

  /** A command, or none, and what it does, in a column of its own. */
  private static final Pattern COLUMNS = Pattern.compile("(?:(  \\S.*?\\S) {2,}| {10,})(\\S.*)");

  private Examples() {}

  /** The sections of a command's help with the examples fitted in. */
  static Map<String, IHelpSectionRenderer> in(
      Map<String, IHelpSectionRenderer> sections, int width) {
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> footer(help, width));
    return sections;
  }

  private static String footer(Help help, int width) {
    List<String> lines = fitted(Arrays.asList(help.commandSpec().usageMessage().footer()), width);
    return lines.isEmpty()
        ? ""
        : String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  /**
   * These lines; if one is too wide, what each command does goes below it, and what is no example
   * is wrapped.
   */
  static List<String> fitted(List<String> lines, int width) {
    if (lines.stream().allMatch(line -> line.length() <= width)) {
      return lines;
    }
    List<String> fitted = new ArrayList<>();
    StringBuilder prose = new StringBuilder();
    for (String line : lines) {
      if (!line.isEmpty() && !line.startsWith(" ")) {
        prose.append(prose.isEmpty() ? "" : " ").append(line);
        continue;
      }
      flush(prose, width, fitted);
      Matcher columns = COLUMNS.matcher(line);
      if (columns.matches()) {
        Optional.ofNullable(columns.group(1)).ifPresent(fitted::add);
        Prose.wrap(columns.group(2), width - INDENT)
            .forEach(words -> fitted.add(" ".repeat(INDENT) + words));
      } else {
        fitted.add(line);
      }
    }
    flush(prose, width, fitted);
    return fitted;
  }

  private static void flush(StringBuilder prose, int width, List<String> lines) {
    if (!prose.isEmpty()) {
      lines.addAll(Prose.wrap(prose.toString(), width));
      prose.setLength(0);
    }
  }
}
