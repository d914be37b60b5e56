package dev.rollforward.conformance.trace;

import java.nio.file.*;
import java.util.*;

final class Probe {
  public static void main(String[] a) {
    long t = System.nanoTime();
    var traces = TraceReader.read(Arrays.stream(a).map(Path::of).toList());
    long r = System.nanoTime();
    String fx = new Film(traces.groups()).tla();
    if (System.getProperty("dump") != null) {
      try {
        Files.writeString(Path.of(System.getProperty("dump")), fx);
      } catch (Exception e) {
        throw new RuntimeException(e);
      }
      return;
    }
    long f = System.nanoTime();
    var v = new TraceCheck(Path.of("/tmp"), n -> {}).check(traces.groups());
    System.out.println(
        "read "
            + (r - t) / 1000000
            + " order "
            + (f - r) / 1000000
            + " all "
            + (System.nanoTime() - t) / 1000000
            + " ms");
    int n = 0;
    for (var x : v) {
      if (!x.isAccepted() && n++ < 5) System.out.println(x);
    }
    System.out.println(
        v.stream().filter(TraceVerdict::isAccepted).count()
            + " of "
            + v.size()
            + " accepted, events "
            + v.stream().mapToInt(TraceVerdict::events).sum()
            + " omitted "
            + v.stream()
                .filter(TraceVerdict::isAccepted)
                .mapToInt(x -> ((TraceVerdict.Accepted) x).omitted())
                .sum());
  }
}
