package dev.rollforward.cli.runs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a command found and under which circumstances, kept under the project's folder for {@code
 * report}.
 *
 * @param command the command that was run
 * @param version of this project
 * @param commit what was checked out; null where git does not say
 * @param date when it ended, in UTC
 * @param digest of all modules of the specification, see {@link
 *     dev.rollforward.spec.model.SpecFiles#digest}
 * @param result what it found, in the form of that command
 */
public record RunRecord(
    @JsonProperty(required = true) String command,
    @JsonProperty(required = true) String version,
    String commit,
    @JsonProperty(required = true) String date,
    @JsonProperty(required = true) String digest,
    @JsonProperty(required = true) JsonNode result) {
  private static final Path FOLDER = Path.of(".rollforward", "runs");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Keeps what a command has found, in the place of what it found before.
   *
   * @param home the project's folder
   * @param name the file to keep it in, without its suffix
   * @throws CliException if it cannot be written
   */
  public static void keep(Path home, String name, String command, String digest, JsonNode result) {
    RunRecord record =
        new RunRecord(
            command,
            Version.ofProject(),
            new Git(home).commit().orElse(null),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            digest,
            result);
    Path file = home.resolve(FOLDER).resolve(name + ".json");
    try {
      Files.createDirectories(file.getParent());
      Path next = Files.createTempFile(file.getParent(), name, ".next");
      MAPPER.writeValue(next.toFile(), record);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CliException.unknown(
          "what was found could not be kept in " + file + ": " + e,
          "make room, or see that the folder can be written to; then run it again",
          e);
    }
  }

  /**
   * What a command found last; empty if it was never run.
   *
   * @throws CliException if the record cannot be read
   */
  public static Optional<RunRecord> find(Path home, String name) {
    Path file = home.resolve(FOLDER).resolve(name + ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(file.toFile(), RunRecord.class));
    } catch (IOException e) {
      throw CliException.usage(
          file + " cannot be read: " + e.getMessage(),
          "delete it, and run the command that writes it: " + name);
    }
  }
}
