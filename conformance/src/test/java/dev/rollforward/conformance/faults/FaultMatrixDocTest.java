package dev.rollforward.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code docs/fault-matrix.md} has all faults, and each is caught twice or argued. */
class FaultMatrixDocTest {
  private static final Path DOC = FaultPatchesTest.HOME.resolve("docs").resolve("fault-matrix.md");

  private final List<List<String>> table = read();

  private static List<List<String>> read() {
    try (var lines = Files.lines(DOC)) {
      return lines
          .filter(line -> line.startsWith("| "))
          .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<List<String>> rows() {
    return table.stream().skip(2).toList();
  }

  private List<Engine> engines() {
    List<String> heads = table.get(0);
    return heads.subList(2, heads.size() - 1).stream().map(Engine::of).toList();
  }

  @Test
  void itsRowsAreTheFaultsOfTheSpecAndTheHarmlessOnes() {
    assertThat(rows())
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(FaultPatches.names(SpecFiles.bundled().manifest()));
    assertThat(engines()).contains(Engine.TLC, Engine.REPLAY, Engine.SCHEDULES, Engine.TRACE);
  }

  @Test
  void itSaysWhereEachIsPlanted() {
    assertThat(rows())
        .allSatisfy(
            row ->
                assertThat(row.get(1))
                    .as(row.get(0))
                    .isEqualTo(String.join(", ", FaultPatches.of(row.get(0)).files())));
  }

  @Test
  void eachIsCaughtTwiceByWhatHasToOrArgued() {
    assertThat(rows())
        .allSatisfy(
            row -> {
              FaultPatch patch = FaultPatches.of(row.get(0));
              assertThat(row).noneMatch(cell -> cell.startsWith("otherwise"));
              assertThat(patch.argued().isPresent() || catchers(row).size() >= 2)
                  .as("%s", row)
                  .isTrue();
              patch.argued().ifPresent(why -> assertThat(row.get(row.size() - 1)).contains(why));
              catchers(row).forEach(i -> assertExpected(patch, engines().get(i), row.get(i + 2)));
            });
  }

  private List<Integer> catchers(List<String> row) {
    return IntStream.range(0, engines().size())
        .filter(i -> row.get(i + 2).startsWith("`"))
        .boxed()
        .toList();
  }

  private static void assertExpected(FaultPatch patch, Engine engine, String cell) {
    List<String> expected = patch.expected().getOrDefault(engine, List.of());
    if (!expected.isEmpty()) {
      assertThat(expected).as(patch.name()).contains(cell.replace("`", ""));
    }
  }
}
