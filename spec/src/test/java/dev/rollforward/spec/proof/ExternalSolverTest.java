package dev.rollforward.spec.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code prove --solver} writes out can be read by others, and says what Z3 is told. */
class ExternalSolverTest {
  private static final Proof PROOF = Proof.in(Path.of("proof"));

  @TempDir Path folder;

  /** A program of a shell's one command. */
  private String program(String command) throws IOException {
    Path script = folder.resolve("solver");
    Files.writeString(script, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }

  private String z3() throws IOException {
    return program(
        "exec \"%s\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp \"%s\" %s \"$@\""
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                SmtLibZ3.class.getName()));
  }

  /**
   * What is not proved may take all of the time, by the clock; what is, takes less than a second.
   */
  private static ProofReport ask(String program, Optional<String> fault) {
    Proof.Options options =
        new Proof.Options(
            Optional.of("DecisionStable"),
            Optional.of("Publish"),
            fault,
            Optional.empty(),
            1,
            fault.isPresent() ? 4 : 600,
            Optional.empty(),
            Optional.of(program));
    ProofReport report = PROOF.prove(options, (result, done, all) -> {});
    assertThat(report.results()).isNotEmpty();
    return report;
  }

  @Test
  void whatIsProvedIsProvedFromTheTextToo() throws IOException {
    ProofReport report = ask(z3(), Optional.empty());

    assertThat(report.verdict()).isEqualTo(ProofResult.Verdict.PROVED);
    assertThat(report.count(ProofResult.Verdict.PROVED)).isPositive();
  }

  @Test
  void whatAFaultRefutesIsNotProvedFromTheText() throws IOException {
    ProofReport report = ask(program("echo sat"), Optional.of("PublishIgnoresDecision"));
    assertThat(report.verdict()).isEqualTo(ProofResult.Verdict.REFUTED);

    assertThat(ask(z3(), Optional.of("PublishIgnoresDecision")).open()).isNotEmpty();
  }

  @Test
  void whatAProgramDoesNotDecideIsUnknown() throws IOException {
    assertThat(ask(program("echo unknown"), Optional.empty()).verdict())
        .isEqualTo(ProofResult.Verdict.UNKNOWN);
  }

  @Test
  void aProgramThatCannotReadTheTextIsAnError() throws IOException {
    String program = program("echo '(error \"no such logic\")'");

    assertThatThrownBy(() -> ask(program, Optional.empty()))
        .hasStackTraceContaining("cannot read an obligation")
        .hasStackTraceContaining("no such logic");
  }

  @Test
  void aProgramThatIsNotThereHasNoVersion() {
    assertThat(Proof.version(folder.resolve("missing").toString())).isEmpty();
  }
}
