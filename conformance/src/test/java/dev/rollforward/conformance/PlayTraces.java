package dev.rollforward.conformance;

import dev.rollforward.trace.TraceFile;
import java.nio.file.*;
import java.util.*;
import java.util.function.UnaryOperator;

final class PlayTraces {
  public static void main(String[] a) throws Exception {
    Path f = Path.of(a[0]);
    Files.deleteIfExists(f);
    try (TraceFile t = TraceFile.create(f, "none")) {
      Explorer e =
          new Explorer(
                  MemoryBed::new,
                  a.length > 2 ? PlantedFault.valueOf(a[2]).plant() : UnaryOperator.identity(),
                  r -> true)
              .tracedBy(t);
      System.out.println(
          e.explore(
                  a.length > 2 ? List.of(Scenario.SameTables) : List.of(Scenario.values()),
                  a[1].equals("shallow") ? Explorer.SHALLOW : Explorer.DEEP)
              .plays());
    }
  }
}
