package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/guide.md is true: its program runs, and it names what there is. */
class GuideTest {
  private static final Document GUIDE = Document.at("docs/guide.md");

  @Test
  void theProgramRunsAndRunsAgain(@TempDir Path folder) throws IOException, InterruptedException {
    String root = folder.resolve("shop").toString();

    assertThat(GUIDE.runProgram(folder, "Shop", root))
        .contains("orders\nid\ttext\n2\topen\n", "lines\nid\ttext\n2\tplums\n")
        .doesNotContain("apples");
  }

  @Test
  void itNamesTheCoordinatesOfTheLibrary() {
    List<String> coordinates = Document.coordinates();

    assertThat(GUIDE.groups("<(?:groupId|artifactId|version)>(.*?)</")).isEqualTo(coordinates);
  }

  @Test
  void theModelsThatItNamesExist() {
    List<String> models =
        SpecFiles.bundled().manifest().models().stream().map(Model::name).toList();

    assertThat(models).contains("snapshot", "reads");
    assertThat(GUIDE.text()).contains("models `snapshot`, `reads`");
  }
}
