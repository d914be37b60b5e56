package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console whose output can be read afterwards. */
public final class Recorder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  /** On no terminal. */
  public Recorder() {
    this(Terminal.NONE);
  }

  public Recorder(Terminal terminal) {
    console = new Console(stream(out), stream(err), terminal);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Runs a command on this console. */
  public int run(String... args) {
    return Main.run(console, args);
  }

  /** What a command that succeeds prints as JSON. */
  static JsonNode json(String... command) {
    return json(ExitCode.OK, command);
  }

  /** What a command that ends with {@code exitCode} prints as JSON. */
  static JsonNode json(int exitCode, String... command) {
    Recorder recorder = new Recorder();
    assertThat(recorder.run(command)).as(recorder.err()).isEqualTo(exitCode);
    try {
      return new ObjectMapper().readTree(recorder.out());
    } catch (JsonProcessingException e) {
      throw new AssertionError(recorder.out(), e);
    }
  }

  public Console console() {
    return console;
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
