package dev.rollforward.spec.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFilesTest {
  private static final String[] TOY = {
    "Counter.tla", "Ladder.tla", "Trouble.tla", "Unparsable.tla"
  };

  @TempDir Path temp;

  @Test
  void unpacksModulesAndContractsSideBySide() {
    SpecFiles files = Toy.files();
    assertThat(files.modules()).containsExactlyInAnyOrder(TOY);
    files.unpackTo(temp);
    assertThat(temp.resolve("Ladder.tla"))
        .hasSameTextualContentAs(Toy.directory().resolve("contract/Ladder.tla"));
    assertThat(temp.resolve("models")).doesNotExist();
  }

  @Test
  void readsAJar() throws IOException {
    Path jar = temp.resolve("a folder/spec.jar");
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> walk = Files.walk(Toy.directory())) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String entry = Toy.directory().relativize(file).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry("dev/rollforward/spec/tla/" + entry));
        Files.copy(file, zip);
      }
    }
    URL manifest =
        URI.create("jar:" + jar.toUri() + "!/dev/rollforward/spec/tla/models/Counter.json").toURL();
    SpecFiles files = SpecFiles.at(manifest);
    assertThat(files.modules()).containsExactlyInAnyOrder(TOY);
    assertThat(files.manifest()).isEqualTo(Toy.files().manifest());
  }

  @Test
  void refusesTwoModulesOfOneName() throws IOException {
    Files.createDirectory(temp.resolve("contract"));
    Files.writeString(temp.resolve("A.tla"), "one");
    Files.writeString(temp.resolve("contract/A.tla"), "another");
    assertThatThrownBy(() -> SpecFiles.in(temp))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("A.tla");
  }

  @Test
  void namesTheFolderThatHasNoManifest() {
    assertThatThrownBy(() -> SpecFiles.in(temp))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(temp.toString());
  }

  @Test
  void namesTheFileThatIsMalformed() throws IOException {
    Path file = write("Counter.json", "{}");
    assertThatThrownBy(() -> SpecFiles.in(temp).manifest())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFileIsCalledAfterItsModuleWhichExists() throws IOException {
    String json = Files.readString(Toy.directory().resolve("models/Counter.json"));
    Path file = write("Count.json", json);
    assertThatThrownBy(() -> SpecFiles.in(temp).manifest())
        .isInstanceOf(UsageException.class)
        .hasMessage("the manifest of module Counter has to be called models/Counter.json");
    Files.move(file, file.resolveSibling("Counter.json"));
    assertThatThrownBy(() -> SpecFiles.in(temp).manifest())
        .isInstanceOf(UsageException.class)
        .hasMessage("models/Counter.json: there is no module Counter");
  }

  private Path write(String name, String json) throws IOException {
    Path models = Files.createDirectories(temp.resolve("models"));
    return Files.writeString(models.resolve(name), json);
  }

  @Test
  void everyModuleAndModelOfTheSourceTreeIsInTheBuild() throws IOException {
    for (String folder : List.of("", "contract/", "models/")) {
      try (Stream<Path> sources = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
        assertThat(sources.map(Path::getFileName).map(Path::toString))
            .filteredOn(name -> name.endsWith(folder.equals("models/") ? ".json" : ".tla"))
            .isNotEmpty()
            .allSatisfy(
                name ->
                    assertThat(
                            SpecFiles.class.getResource(
                                "/dev/rollforward/spec/tla/" + folder + name))
                        .as(name)
                        .isNotNull());
      }
    }
  }
}
