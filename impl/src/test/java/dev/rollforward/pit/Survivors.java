package dev.rollforward.pit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Fails a build in which a mutant lives without a written reason. PIT's own threshold is a share:
 * under it a new survivor takes the place of an old one, and nobody sees it.
 *
 * <p>The list is a table: mutants as {@link Mutant#toString} has them, and why each may live. A row
 * whose mutant is gone or dead is a problem as well, so nothing stays excused by mistake. A source
 * file that PIT has no mutant for counts as one that lives: else a filter that skips too much
 * passes.
 */
public final class Survivors {
  private static final String HEADER = "| where | what | nth | why it may live |";
  private static final String UNTOUCHED = "nothing to mutate";

  private Survivors() {}

  /**
   * Compares, and says what is wrong.
   *
   * @param args PIT's {@code mutations.xml}, the list, and the folder of the sources that it
   *     mutated
   */
  public static void main(String[] args) throws IOException {
    PitReport report = PitReport.read(Path.of(args[0]));
    List<String> problems = problems(report, Path.of(args[1]), Path.of(args[2]));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join(System.lineSeparator(), problems));
    }
    System.out.printf(
        "%s mutants in %s files, %s live for a reason in %s%n",
        report.mutants(), report.sources().size(), report.alive().size(), args[1]);
  }

  /** Everything that is wrong, in words; empty if nothing is. */
  static List<String> problems(PitReport report, Path list, Path sources) throws IOException {
    SortedSet<Mutant> alive = new TreeSet<>(report.alive());
    alive.addAll(untouched(report, sources));
    List<String> problems = new ArrayList<>();
    SortedSet<Mutant> excused = new TreeSet<>();
    for (String row : rows(list)) {
      String[] cells = row.split("\\|", -1);
      if (cells.length != 6 || cells[4].isBlank()) {
        problems.add("a row has four cells, the last of them a reason: " + row);
        continue;
      }
      Mutant mutant =
          new Mutant(cells[1].strip(), cells[2].strip(), Integer.parseInt(cells[3].strip()));
      if (!excused.add(mutant)) {
        problems.add("stands there twice: " + mutant);
      }
    }
    alive.stream()
        .filter(mutant -> !excused.contains(mutant))
        .map(mutant -> "no test notices it, and " + list + " does not say why: " + mutant)
        .forEach(problems::add);
    excused.stream()
        .filter(mutant -> !alive.contains(mutant))
        .map(mutant -> "dead or gone, take it out of " + list + ": " + mutant)
        .forEach(problems::add);
    return problems;
  }

  private static List<Mutant> untouched(PitReport report, Path sources) throws IOException {
    try (Stream<Path> files = Files.list(sources)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !report.sources().contains(name))
          .map(name -> new Mutant(name, UNTOUCHED, 1))
          .toList();
    }
  }

  private static List<String> rows(Path list) throws IOException {
    List<String> lines = Files.readAllLines(list);
    int header = lines.indexOf(HEADER);
    if (header < 0) {
      throw new IOException(list + " has no table " + HEADER);
    }
    return lines.stream().skip(header + 2L).filter(line -> line.startsWith("|")).toList();
  }
}
