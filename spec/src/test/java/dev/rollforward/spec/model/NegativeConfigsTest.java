package dev.rollforward.spec.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.tlc.TlcJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files in {@code negative/} are those that the manifest gives. To write them anew: {@code mvn
 * -pl spec test -Dtest=NegativeConfigsTest -Drollforward.write=true}.
 */
class NegativeConfigsTest {
  private static final Path FOLDER = Path.of("negative");

  @TempDir Path temp;

  @Test
  void everyFaultHasItsFileAndNoOtherIsThere() {
    Map<String, String> wanted = NegativeConfigs.of(SpecFiles.in(Path.of("")).manifest());
    if (Boolean.getBoolean("rollforward.write")) {
      NegativeConfigs.write(wanted, FOLDER);
    }
    assertThat(NegativeConfigs.in(FOLDER))
        .as("stale; see the comment of this class")
        .isEqualTo(wanted);
  }

  @Test
  void writingReplacesWhatIsStaleAndRemovesWhatIsExtra() throws IOException {
    Map<String, String> wanted = NegativeConfigs.of(Toy.MANIFEST);
    assertThat(NegativeConfigs.in(temp.resolve("new"))).isEmpty();
    Files.writeString(temp.resolve("Leap.cfg"), "stale");
    Files.writeString(temp.resolve("Gone.cfg"), "extra");
    assertThat(NegativeConfigs.in(temp)).containsOnlyKeys("Leap.cfg", "Gone.cfg");
    NegativeConfigs.write(wanted, temp);
    assertThat(NegativeConfigs.in(temp)).isEqualTo(wanted);
    assertThat(wanted).containsOnlyKeys("Overshoot.cfg", "Leap.cfg", "Slip.cfg", "Unfair.cfg");
  }

  @Test
  void theTextIsTheRunnersAfterTheComment() {
    for (Selection.Injection injection : Toy.MANIFEST.injections()) {
      String text = NegativeConfigs.of(Toy.MANIFEST).get(injection.fault().name() + ".cfg");
      assertThat(text.lines().filter(line -> !line.startsWith("\\* ")))
          .containsExactlyElementsOf(CfgFile.of(injection.model()).lines().toList());
    }
  }

  @Test
  void theCommandInTheCommentFindsTheViolation() throws Exception {
    copyToy();
    Map<String, String> files = NegativeConfigs.of(Toy.MANIFEST);
    NegativeConfigs.write(files, temp.resolve("negative"));
    String first = files.get("Overshoot.cfg").lines().findFirst().orElseThrow();
    Process tlc = start(first.substring(first.indexOf(": java ") + 2));
    try {
      String said = new String(tlc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(tlc.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(said).contains("Invariant Bounded is violated");
      assertThat(tlc.exitValue()).isEqualTo(12);
    } finally {
      tlc.destroyForcibly();
    }
  }

  private void copyToy() throws IOException {
    try (Stream<Path> walk = Files.walk(Toy.directory())) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path copy = temp.resolve(Toy.directory().relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Standard modules are unpacked into the folder of temporary files, which no two may share. */
  private Process start(String command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.set(words.indexOf("tla2tools.jar"), TlcJar.locate().toString());
    words.add(1, "-Djava.io.tmpdir=" + Files.createDirectory(temp.resolve("tmp")));
    return new ProcessBuilder(words).directory(temp.toFile()).redirectErrorStream(true).start();
  }
}
