package dev.rollforward.spec.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecDigestTest {
  private String tool = "TLC 2";

  private static final String MODULE = "---- MODULE %s ----\nEXTENDS %s\nSpec == %s\n====\n";

  @TempDir Path spec;

  @BeforeEach
  void makeSpec() throws IOException {
    write("A", "B", "1");
    write("B", "Naturals", "1");
    write("C", "Naturals", "1");
    Files.createDirectory(spec.resolve("models"));
    Files.writeString(
        spec.resolve("models/A.json"),
        """
        { "format": 2, "module": "A", "design": "a", "blocks": "nobody", "constants": {"N": "1"},
          "specification": "Spec", "invariants": ["I"], "properties": [],
          "models": [ { "name": "a", "lanes": ["smoke"], "sentence": "small",
              "expect": {"distinct": [1, 2], "depth": [1, 2]} } ] }
        """);
  }

  private void write(String module, String extended, String value) throws IOException {
    Files.writeString(spec.resolve(module + ".tla"), MODULE.formatted(module, extended, value));
  }

  private String digest() {
    SpecFiles files = SpecFiles.in(spec);
    return SpecDigest.of(files, tool).of(files.manifest().models().get(0));
  }

  private void edit(String from, String to) throws IOException {
    Path file = spec.resolve("models/A.json");
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  @Test
  void whatAModelRestsOnCounts() throws IOException {
    String before = digest();
    assertThat(digest()).isEqualTo(before).matches("[0-9a-f]{16}");
    write("A", "B", "2");
    String changed = digest();
    assertThat(changed).isNotEqualTo(before);
    write("B", "Naturals", "2");
    assertThat(digest()).isNotIn(before, changed);
  }

  @Test
  void boundsAndExpectationCount() throws IOException {
    String before = digest();
    edit("\"N\": \"1\"", "\"N\": \"2\"");
    String bounds = digest();
    edit("[1, 2]", "[1, 3]");
    assertThat(bounds).isNotEqualTo(before);
    assertThat(digest()).isNotIn(before, bounds);
  }

  @Test
  void anotherTlcIsAnotherDigest() throws IOException {
    String before = digest();
    tool = "TLC 3";
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void whatItDoesNotRestOnDoesNotCount() throws IOException {
    String before = digest();
    write("C", "Naturals", "2");
    edit("small", "tiny");
    assertThat(digest()).isEqualTo(before);
  }
}
