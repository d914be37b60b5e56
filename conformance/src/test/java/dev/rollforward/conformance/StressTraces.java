package dev.rollforward.conformance;

import dev.rollforward.trace.TraceFile;
import java.nio.file.*;

final class StressTraces {
  public static void main(String[] a) throws Exception {
    Path f = Path.of(a[0]);
    Files.deleteIfExists(f);
    try (TraceFile t = TraceFile.create(f, "stress");
        MemoryBed bed = new MemoryBed()) {
      FlakyStores flaky = new FlakyStores(Long.parseLong(a[3]), Integer.parseInt(a[2]));
      new Stress(bed, flaky.around(bed.stores()), t, Integer.parseInt(a[1]))
          .run(4, Long.parseLong(a[3]));
      System.out.println("lost " + flaky.lost());
    }
  }
}
