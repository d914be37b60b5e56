package dev.rollforward.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The search for the highest number taken. */
class GallopTest {
  @Test
  void findsTheHighestFromAnywhereBelow() {
    for (long highest = 1; highest <= 130; highest++) {
      for (long start = 1; start <= highest; start++) {
        long last = highest;
        assertThat(Gallop.highest(start, number -> number <= last)).isEqualTo(highest);
      }
    }
  }

  @Test
  void probesGrowWithTheLogarithmOfTheDistance() {
    for (int power = 0; power < 40; power++) {
      long highest = 1L << power;
      assertThat(probes(1, highest)).as("to %d", highest).isLessThanOrEqualTo(2 * power + 1);
      assertThat(probes(highest, highest)).isEqualTo(1);
    }
  }

  @Test
  void findsNoLessThanWasTakenAtTheStartWhileNumbersAreTaken() {
    AtomicInteger highest = new AtomicInteger(10);
    long found = Gallop.highest(1, number -> number <= highest.incrementAndGet());
    assertThat(found).isBetween(10L, (long) highest.get());
  }

  private static int probes(long start, long highest) {
    AtomicInteger probes = new AtomicInteger();
    long found =
        Gallop.highest(
            start,
            number -> {
              probes.incrementAndGet();
              return number <= highest;
            });
    assertThat(found).isEqualTo(highest);
    return probes.get();
  }
}
