package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollforward.TableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** history, diff, restore and cleanup, on a group that has a past. */
class HistoryCommandsTest {
  @TempDir private Path folder;
  private String root;

  /** Manifest 2 creates a and b, manifest 3 drops b. */
  @BeforeEach
  void aGroupThatLostATable() {
    SampleGroup sample = SampleGroup.at(folder.resolve("group"));
    root = sample.root().toString();
    try (TableGroup group = TableGroup.open(sample.root())) {
      group.begin().drop("b").actor("jo").message("not needed").commit();
    }
  }

  @Test
  void historyTellsWhoDidWhat() {
    Recorder text = new Recorder();
    assertThat(text.run("history", root)).isEqualTo(ExitCode.OK);
    assertThat(text.out()).contains("DROP b", "jo", "not needed", "CREATE a, CREATE b");

    JsonNode newest = Recorder.json("history", "--limit", "1", "--json", root).get("revisions");
    assertThat(newest).hasSize(1);
    assertThat(newest.get(0).get("version").asLong()).isEqualTo(3);
    assertThat(newest.get(0).get("tables").get(0).get("to").isNull()).isTrue();
  }

  @Test
  void diffNamesWhatIsGone() {
    JsonNode tables = Recorder.json("diff", "--json", root, "2", "3").get("tables");
    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).get("name").asText()).isEqualTo("b");
    assertThat(tables.get(0).get("kinds").get(0).asText()).isEqualTo("DROP");
    Recorder text = new Recorder();
    assertThat(text.run("diff", root, "2", "3")).isEqualTo(ExitCode.OK);
    assertThat(text.out()).contains("TABLE", "DROP");
  }

  @Test
  void restoreBringsItBack() {
    Recorder text = new Recorder();
    assertThat(text.run("restore", "--actor", "jo", root, "2", "b")).isEqualTo(ExitCode.OK);
    assertThat(Recorder.json("inspect", "--json", root).get("tables")).hasSize(2);
    assertThat(
            Recorder.json("history", "--json", root).get("revisions").get(0).get("actor").asText())
        .isEqualTo("jo");
  }

  @Test
  void cleanupChangesNothingUntilItIsTold() {
    var before = Tree.of(folder);
    String[] plan = {"cleanup", "--json", "--age", "PT0S", "--accept-failing-readers", root};
    JsonNode planned = Recorder.json(plan);
    assertThat(planned.get("items")).isNotEmpty();
    assertThat(planned.get("deleted").asBoolean()).isFalse();
    assertThat(Tree.of(folder)).isEqualTo(before);

    Recorder text = new Recorder();
    assertThat(text.run("cleanup", "--age", "PT0S", "--accept-failing-readers", "--delete", root))
        .isEqualTo(ExitCode.OK);
    assertThat(text.out())
        .contains("Deleted: " + planned.get("items").size() + " things")
        .contains("The oldest manifest that is kept is 3");
    assertThat(Recorder.json(plan).get("items")).isEmpty();
  }

  @Test
  void cleanupShowsWhatWasStagedAndIsOldEnough() throws IOException {
    String dataset =
        Recorder.json("inspect", "--json", root).get("tables").get(0).get("dataset").asText();
    Path staged = Path.of(root, dataset, "data", "0123.lance");
    Files.createDirectories(staged.getParent());
    Files.writeString(staged, "staged");
    String[] plan = {"cleanup", "--json", "--accept-failing-readers", "--staged", "PT0S", root};

    JsonNode item = Recorder.json(plan).get("items").get(0);

    assertThat(item.get("kind").asText()).isEqualTo("STAGED");
    assertThat(item.get("path").asText()).endsWith("0123.lance");
    assertThat(item.get("bytes").asLong()).isEqualTo(6);
    assertThat(Recorder.json("cleanup", "--json", root).get("items")).isEmpty();
  }

  @Test
  void whatIsWrongIsSaid() {
    for (List<String> wrong :
        List.of(
            List.of("cleanup", "--age", "PT0S", root),
            List.of("cleanup", "--staged", "PT59M", root),
            List.of("diff", root, "2", "9"),
            List.of("diff", root, "yesterday", "3"),
            List.of("restore", root, "2"),
            List.of("restore", root, "2", "nowhere"))) {
      Recorder recorder = new Recorder();
      assertThat(recorder.run(wrong.toArray(String[]::new)))
          .as(wrong.toString())
          .isEqualTo(ExitCode.USAGE);
      assertThat(recorder.err()).as(wrong.toString()).contains("error:", "remedy:");
    }
  }
}
