package dev.rollforward.bench;

import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Prints how many store calls an append to three tables and its recovery take. Unlike milliseconds
 * they are the same on every machine, and on an object store each is a round trip.
 *
 * <pre>{@code
 * mvn -pl impl,bench -am verify -DskipTests -Prun -Dbench.main=dev.rollforward.bench.StoreCalls
 * }</pre>
 */
public final class StoreCalls {
  private StoreCalls() {}

  /** Prints them. */
  public static void main(String[] args) {
    Path root = Folders.create();
    try (ThreeTables tables = new ThreeTables(root)) {
      print("append to three tables", tables.append());
      print("roll-forward, three of three tables landed", tables.recoveryAfter(3));
      print("roll-back, two of three tables landed", tables.recoveryAfter(2));
      print("append after the roll-back", tables.append());
    } finally {
      Folders.delete(root);
    }
  }

  private static void print(String what, SortedMap<String, Integer> calls) {
    int sum = calls.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%s: %s store calls%n", what, sum);
    calls.forEach((call, count) -> System.out.printf("  %-28s %s%n", call, count));
  }
}
