package dev.rollforward.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollforward.Action;
import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int THREADS = 4;
  private static final int EVENTS = 500;

  @TempDir Path folder;

  private static ProtocolEvent event(Facts facts) {
    return new ProtocolEvent(
        Action.CommitTable, new OperationId("op-1"), Optional.of("täble \"1\""), facts);
  }

  @Test
  void anEventIsALineWithAllThatItSays() throws IOException {
    Path file = folder.resolve("trace");
    try (TraceFile trace = TraceFile.create(file, "my group")) {
      trace
          .as("writer")
          .onStep(
              event(
                  Facts.of("landed", 3L)
                      .and("won", true)
                      .and("pins", Map.of("a", 1L))
                      .and("blockers", List.of("x", "y"))));
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines)
        .containsExactly(
            "{\"rollforward-trace\":1,\"group\":\"my group\"}",
            "{\"process\":\"writer\",\"sequence\":1,\"action\":\"CommitTable\","
                + "\"operation\":\"op-1\",\"table\":\"täble \\\"1\\\"\",\"facts\":{\"landed\":3,"
                + "\"won\":true,\"pins\":{\"a\":1},\"blockers\":[\"x\",\"y\"]}}");
  }

  @Test
  void theEventsOfEachThreadAreNumberedWithoutGapsInTheOrderOfTheFile() throws Exception {
    Path file = folder.resolve("trace");
    try (TraceFile trace = TraceFile.create(file, "group")) {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(() -> emit(trace)));
      }
      for (Future<?> one : running) {
        one.get();
      }
      threads.shutdown();
    }

    Map<String, Long> last = new HashMap<>();
    for (String line : Files.readAllLines(file).subList(1, 1 + THREADS * EVENTS)) {
      JsonNode event = JSON.readTree(line);
      long expected = last.merge(event.get("process").textValue(), 1L, Long::sum);
      assertThat(event.get("sequence").longValue()).isEqualTo(expected);
    }
    assertThat(last).hasSize(THREADS).allSatisfy((p, n) -> assertThat(n).isEqualTo(EVENTS));
  }

  private static void emit(ProtocolListener trace) {
    for (int i = 0; i < EVENTS; i++) {
      trace.onStep(event(Facts.none()));
    }
  }

  @Test
  void aFileThatExistsIsLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("trace"), "mine");

    assertThatThrownBy(() -> TraceFile.create(file, "group"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("mine");
  }

  @Test
  void aTraceThatCannotBeWrittenEndsNoOperationButSaysSo() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    TraceFile trace = TraceFile.over(full);

    trace.onStep(event(Facts.none()));

    assertThatThrownBy(trace::close)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/dev/full");
  }

  @Test
  void anInterruptedThreadCanStillWrite() throws IOException {
    Path file = folder.resolve("trace");
    try (TraceFile trace = TraceFile.create(file, "group")) {
      Thread.currentThread().interrupt();
      trace.onStep(event(Facts.none()));
      assertThat(Thread.interrupted()).isTrue();
      trace.onStep(event(Facts.none()));
    }

    assertThat(Files.readAllLines(file)).hasSize(3);
  }
}
