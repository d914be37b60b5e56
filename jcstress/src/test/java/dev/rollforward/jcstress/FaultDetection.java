package dev.rollforward.jcstress;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs one triple and reports whether its broken test was caught. For the matrix of faults and the
 * engines that catch them.
 */
public final class FaultDetection {
  private FaultDetection() {}

  /**
   * The outcome of a triple.
   *
   * @param triple which one
   * @param caught whether its broken test showed what it is there to show, and its others did not
   * @param saw what was seen of the broken test, or what is wrong with the triple
   */
  public record Catch(String triple, boolean caught, String saw) {}

  /**
   * Commits {@code fault}.
   *
   * @param fault a fault of {@code spec/models/Rollforward.json}
   * @return empty if no triple covers it
   */
  public static Optional<Catch> hunt(String fault) throws IOException, InterruptedException {
    for (Triple triple : Triple.values()) {
      if (triple.fault().filter(fault::equals).isPresent()) {
        return Optional.of(play(triple));
      }
    }
    return Optional.empty();
  }

  private static Catch play(Triple triple) throws IOException, InterruptedException {
    RunLength effort = RunLength.wanted();
    return judge(
        triple,
        JcstressRun.play("hunt-" + triple, Jdk.running(), triple.tests(), effort),
        effort.samples());
  }

  /** The outcome according to {@code verdicts}, which are of this triple's tests alone. */
  static Catch judge(Triple triple, Verdicts verdicts, long samples) {
    List<String> problems = verdicts.problems(triple.tests(), samples);
    return problems.isEmpty()
        ? new Catch(triple.name(), true, verdicts.shown(triple.test("Broken")).toString())
        : new Catch(triple.name(), false, String.join("; ", problems));
  }

  /**
   * Searches for a fault or runs a triple; exits with 0 if it was caught, 1 if not, 2 if there is
   * none.
   *
   * @param args the name of the fault or of the triple
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 1) {
      throw new IllegalArgumentException("one name of a fault or of a triple, not " + args.length);
    }
    String name = args[0];
    Optional<Catch> found =
        Arrays.stream(Triple.values()).anyMatch(triple -> triple.name().equals(name))
            ? Optional.of(play(Triple.valueOf(name)))
            : hunt(name);
    System.out.println(
        found.map(Catch::toString).orElse("no triple is called " + name + " or stands for it"));
    System.exit(found.map(it -> it.caught() ? 0 : 1).orElse(2));
  }
}
