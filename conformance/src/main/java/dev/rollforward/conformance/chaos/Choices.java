package dev.rollforward.conformance.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything in a run that could have been otherwise, as numbers in named streams. They are drawn
 * from a seed, or given; where no more are given they are 0, which is always the choice in which
 * least happens. Streams do not shift when another one is shortened, so that a run can be shrunk.
 */
public final class Choices {
  private final long seed;
  private final SortedMap<String, List<Integer>> given;
  private final boolean drawn;
  private final Map<String, SplittableRandom> randoms = new TreeMap<>();
  private final SortedMap<String, List<Integer>> taken = new TreeMap<>();

  private Choices(long seed, Map<String, List<Integer>> given, boolean drawn) {
    this.seed = seed;
    this.given = new TreeMap<>(given);
    this.drawn = drawn;
  }

  static Choices drawnFrom(long seed) {
    return new Choices(seed, Map.of(), true);
  }

  static Choices of(Map<String, List<Integer>> given) {
    return new Choices(0, given, false);
  }

  /**
   * The inverse of {@link #print}.
   *
   * @throws IllegalArgumentException if {@code text} is not of that form
   */
  public static Choices parse(String text) {
    Map<String, List<Integer>> given = new TreeMap<>();
    for (String stream : text.isBlank() ? new String[0] : text.strip().split(" ", -1)) {
      String[] parts = stream.split("=", -1);
      if (parts.length != 2 || parts[0].isEmpty()) {
        throw new IllegalArgumentException(
            "'" + stream + "' is no stream of choices, such as turns=0,0,3");
      }
      given.put(parts[0], numbers(parts[1]));
    }
    return of(given);
  }

  private static List<Integer> numbers(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    } catch (NumberFormatException notNumbers) {
      throw new IllegalArgumentException("'" + text + "' are no numbers with commas between them");
    }
  }

  /** One of {@code bound} possibilities: at least 0, and below {@code bound}. */
  int choose(String stream, int bound) {
    return weigh(stream, uniform(bound));
  }

  private static int[] uniform(int bound) {
    int[] weights = new int[bound];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** Whether something happens that does in so many cases of a hundred. */
  boolean happens(String stream, int percent) {
    return weigh(stream, 100 - percent, percent) == 1;
  }

  /** One of as many possibilities as there are weights, each as often as its weight says. */
  int weigh(String stream, int... weights) {
    List<Integer> before = taken.computeIfAbsent(stream, s -> new ArrayList<>());
    int choice = drawn ? draw(stream, weights) : given(stream, before.size(), weights.length);
    before.add(choice);
    return choice;
  }

  private int draw(String stream, int[] weights) {
    SplittableRandom random =
        randoms.computeIfAbsent(
            stream, s -> new SplittableRandom(seed * 0x9E3779B97F4A7C15L + s.hashCode()));
    int left = random.nextInt(Arrays.stream(weights).sum());
    int choice = 0;
    while (left >= weights[choice]) {
      left -= weights[choice];
      choice++;
    }
    return choice;
  }

  private int given(String stream, int index, int bound) {
    List<Integer> numbers = given.getOrDefault(stream, List.of());
    return index < numbers.size() ? Math.floorMod(numbers.get(index), bound) : 0;
  }

  /** Every choice so far, without the zeros at the ends of streams. */
  SortedMap<String, List<Integer>> taken() {
    SortedMap<String, List<Integer>> all = new TreeMap<>();
    taken.forEach(
        (stream, numbers) -> {
          int end = numbers.size();
          while (end > 0 && numbers.get(end - 1) == 0) {
            end--;
          }
          if (end > 0) {
            all.put(stream, List.copyOf(numbers.subList(0, end)));
          }
        });
    return all;
  }

  /** Every choice so far, in one line. */
  public String print() {
    return print(taken());
  }

  static String print(SortedMap<String, List<Integer>> choices) {
    return choices.entrySet().stream()
        .map(
            stream ->
                stream.getKey()
                    + "="
                    + stream.getValue().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")))
        .collect(Collectors.joining(" "));
  }
}
