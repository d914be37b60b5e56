package dev.rollforward.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.port.Created;
import dev.rollforward.store.contract.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statement that threads of one JVM cannot show: it also holds between processes. */
@Timeout(60)
class ProcessRaceTest {
  private static final int ROUNDS = 200;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"blob", "manifest", "sidecar", "audit"})
  void OneWinner(String store) throws IOException {
    int firstProcessWon = race(store, false);
    assertThat(firstProcessWon).as("rounds won by one of the two").isBetween(1, ROUNDS - 1);
  }

  @Test
  void checkingThenWritingIsCaught() {
    assertThatThrownBy(() -> race("blob", true)).isInstanceOf(AssertionError.class);
  }

  private int race(String store, boolean broken) throws IOException {
    Subject<?> subject = RacingProcess.subject(store, root, new DiskOps());
    int firstProcessWon = 0;
    try (RacingProcess first = new RacingProcess(root, store, 0, broken);
        RacingProcess second = new RacingProcess(root, store, 1, broken)) {
      for (int key = 1; key <= ROUNDS; key++) {
        List<Created> outcomes = round(key, List.of(first, second));
        assertThat(outcomes).as("round %d", key).containsOnlyOnce(Created.CREATED);
        int winner = outcomes.indexOf(Created.CREATED);
        assertThat(read(subject, key)).contains(subject.object(key, winner));
        firstProcessWon += winner == 0 ? 1 : 0;
      }
    }
    return firstProcessWon;
  }

  private static Optional<Object> read(Subject<?> subject, int key) {
    return subject.read(key).map(Object.class::cast);
  }

  /** Who is told first takes turns, or the first would win nearly always. */
  private static List<Created> round(int key, List<RacingProcess> processes) throws IOException {
    processes.get(key % 2).start(key);
    processes.get((key + 1) % 2).start(key);
    return List.of(processes.get(0).outcome(), processes.get(1).outcome());
  }
}
