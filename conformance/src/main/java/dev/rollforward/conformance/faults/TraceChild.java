package dev.rollforward.conformance.faults;

import dev.rollforward.OperationId;
import dev.rollforward.conformance.Explorer;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Schedule;
import dev.rollforward.testkit.LosingStores;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.Network;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Plays schedules on the library of this JVM and writes down what it says that it does. */
final class TraceChild {
  /** Late enough for a call to take effect when everybody has ended. */
  private static final int LAST = 1000;

  /** One for all, as it gives each play a name of its own. */
  private final Explorer explorer;

  private Supplier<Network> networks;
  private int plays;

  private TraceChild(TraceFile trace) {
    this.explorer =
        new Explorer(
                MemoryTestStores::new,
                UnaryOperator.identity(),
                () -> networks.get(),
                result -> {
                  plays++;
                  return true;
                })
            .tracedBy(trace);
  }

  /** What is played, from little to much; each is a trace of its own. */
  enum Part {
    /** One process halts. */
    HALTS,
    /** The same, of every kind of change, with reads and sources. */
    KINDS,
    /** An answer gets lost. */
    LOST_ANSWERS,
    /** Two sweeps overtake each other. */
    TWO_SWEEPS
  }

  /**
   * @param arguments the file to write, and the {@link Part} to play
   */
  static Finding run(List<String> arguments) {
    try (TraceFile trace = TraceFile.create(Path.of(arguments.get(0)), "none")) {
      TraceChild child = new TraceChild(trace);
      child.play(Part.valueOf(arguments.get(1)));
      return Finding.missed(String.format(Locale.ROOT, "%,d plays", child.plays));
    }
  }

  private void play(Part part) {
    switch (part) {
      case HALTS -> {
        play(Scenario.SameTables, Explorer.SHALLOW, stores -> stores);
        play(Scenario.CreateSame, Explorer.SHALLOW.subList(0, 2), stores -> stores);
      }
      case KINDS -> {
        for (Scenario scenario : Scenario.values()) {
          play(scenario, Explorer.SHALLOW.subList(3, 5), stores -> stores);
        }
      }
      case LOST_ANSWERS -> {
        for (LosingStores.Call call : LosingStores.Call.values()) {
          for (int delay : List.of(0, LAST)) {
            play(Scenario.SameTables, Explorer.SHALLOW.subList(1, 3), losing(call, delay));
          }
        }
      }
      case TWO_SWEEPS -> play(Scenario.SameTables, Explorer.DEEP.subList(5, 6), stores -> stores);
    }
  }

  private static Supplier<Network> losing(LosingStores.Call call, int delay) {
    return () -> new LosingStores(new OperationId("writer-1"), call, delay);
  }

  private void play(Scenario scenario, List<Schedule> schedules, Network network) {
    play(scenario, schedules, () -> network);
  }

  private void play(Scenario scenario, List<Schedule> schedules, Supplier<Network> chosen) {
    networks = chosen;
    for (Schedule schedule : schedules) {
      try {
        var unused = explorer.explore(List.of(scenario), List.of(schedule));
      } catch (RuntimeException broken) {
        // Faulty code may come to where a play cannot go on; what it has said so far stands.
        plays++;
      }
    }
  }
}
