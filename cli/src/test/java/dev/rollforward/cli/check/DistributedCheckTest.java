package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Terminal;
import dev.rollforward.spec.tlc.DistributedRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command {@code check --distributed}, with workers on this machine. */
@Timeout(120)
class DistributedCheckTest {
  @RegisterExtension private final Clock clock = new Clock();

  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<Process> workers = new ArrayList<>();

  @AfterEach
  void endWorkers() throws InterruptedException {
    for (Process worker : workers) {
      worker.destroyForcibly().waitFor();
    }
  }

  private static Request request(String model) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Request(
          new Target.One(Target.Kind.MODEL, model),
          Optional.empty(),
          Optional.empty(),
          Optional.of(256),
          Optional.of(new DistributedRun.Address("127.0.0.1", free.getLocalPort())),
          Optional.empty(),
          Optional.empty());
    }
  }

  private int check(Request request) {
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public void println(String line) {
            lines.add(line);
          }
        };
    Console console = new Console(out, out, Terminal.NONE);
    return new Check(console, clock::files, (where, quick, trace, progress) -> List.of())
        .run(request);
  }

  private String next(String part) throws InterruptedException {
    String line = lines.take();
    while (!line.contains(part)) {
      line = lines.take();
    }
    return line;
  }

  /** Runs the printed command in a shell, as people do, save that it has the java of this test. */
  private void startWorker(String command) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String own = command.strip().replaceFirst("^java", "exec '" + java + "' -Xmx128m");
    workers.add(
        new ProcessBuilder("sh", "-c", own)
            .directory(clock.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  @Test
  void twoWorkersStartedByThePrintedCommandCheckTheModel() throws Exception {
    clock.edit("models/Clock.json", "\"Max\": \"1\"", "\"Max\": \"60\"");
    clock.edit("models/Clock.json", "[9, 9]", "[3844, 3844]");
    Request request = request("clock");
    FutureTask<Integer> check = new FutureTask<>(() -> check(request));
    new Thread(check).start();

    String command = next("TLCWorker");
    startWorker(command);
    startWorker(command);

    next("Worker threads: 1");
    assertThat(check.get()).as(String.join("\n", lines)).isZero();
    assertThat(next("clock  ")).containsPattern("clock +counts to 1 +3,844 +\\d+ .* held");
    assertThat(clock.lastCheck().at("/entries/clock/verdict").asText()).isEqualTo("held");
  }

  @Test
  void livenessIsRefused() {
    assertThatThrownBy(() -> check(request("clock-live")))
        .isInstanceOfSatisfying(CliException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("liveness");
  }
}
