package dev.rollforward.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every faulty group is found out. */
class FaultDetectionTest {
  @BeforeAll
  static void initializeClasses() {
    ClassInitialization.all();
  }

  @ParameterizedTest
  @EnumSource
  void modelCheckingFindsFault(FaultyGroup fault) {
    assertThat(FaultDetection.hunt(fault, FaultDetection.Mode.MODEL_CHECKING))
        .isInstanceOfSatisfying(
            FaultDetection.Finding.Caught.class,
            caught -> assertThat(caught.report()).contains(fault.finding()));
  }

  @Test
  void theDocumentNamesThem() throws IOException {
    List<String> named =
        Files.readAllLines(Path.of("..", "docs", "kinds.md")).stream()
            .dropWhile(line -> !line.startsWith("| kinds |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split("\\|")[3].strip())
            .flatMap(cell -> Stream.of(cell.split(", ")))
            .toList();

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(FaultyGroup.values()).map(FaultyGroup::name).toList());
  }

  /** What takes two threads to stand between two store calls at once is not for stress. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DecideOnStaleRead")
  void stressFindsFault(FaultyGroup fault) {
    assertThat(FaultDetection.hunt(fault, FaultDetection.Mode.STRESS))
        .isInstanceOf(FaultDetection.Finding.Caught.class);
  }
}
