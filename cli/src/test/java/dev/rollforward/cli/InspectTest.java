package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.published.PublishedGroup;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.store.json.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every root is inspected as text and as JSON, and neither may change anything on disk. */
class InspectTest {
  @TempDir private Path folder;
  private SampleGroup group;

  @BeforeEach
  void makeGroup() {
    group = SampleGroup.at(folder.resolve("group"));
  }

  /** What came of inspecting a root. */
  private record Inspected(int exitCode, String text, String json, String err) {
    JsonNode node() {
      try {
        return new ObjectMapper().readTree(json);
      } catch (JsonProcessingException e) {
        throw new AssertionError(json, e);
      }
    }
  }

  private Inspected inspect(Path root) {
    Recorder text = new Recorder();
    Recorder json = new Recorder();
    SortedMap<String, String> before = Tree.of(folder);
    int exitCode = text.run("inspect", root.toString());
    assertThat(json.run("inspect", "--json", root.toString())).isEqualTo(exitCode);
    assertThat(Tree.of(folder)).isEqualTo(before);
    assertThat(json.err()).isEqualTo(text.err());
    return new Inspected(exitCode, text.out(), json.out(), text.err());
  }

  @Test
  void aGoodRoot() {
    Inspected inspected = inspect(group.root());
    assertThat(inspected.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(inspected.err()).isEmpty();
    assertThat(inspected.text())
        .contains("Protocol rollforward")
        .contains("Manifest 2, published by operation ", "Nothing is unfinished.")
        .containsPattern("  TABLE  PIN  HEAD  CONTENT OF  STATE    DATASET\\R")
        .containsPattern("  a        1     1           1  settled  [0-9a-f]{8}\\R")
        .contains("Sidecars: none", "Audit records: none", "Above the pins: none");
    JsonNode json = inspected.node();
    assertThat(json.get("format").asInt()).isEqualTo(2);
    assertThat(json.get("root").asText()).isEqualTo(group.root().toString());
    assertThat(json.get("protocol").asText()).isEqualTo("rollforward");
    assertThat(json.get("manifest").asInt()).isEqualTo(2);
    assertThat(json.get("tables").findValuesAsText("name")).containsExactly("a", "b");
    assertThat(json.get("tables").get(0).get("settled").asBoolean()).isTrue();
    assertThat(json.get("problems")).isEmpty();
  }

  private static String brief(OperationId operation) {
    return brief(operation.value());
  }

  private static String brief(String id) {
    return id.substring(0, 8);
  }

  @Test
  void atSixtyColumnsTheVerdictIsFirstAndNoLineIsLonger() {
    group.crashAfter(Action.CommitTable, "c", "d");
    group.recover();
    group.crashAfter(Action.CommitTable, "e");
    Recorder recorder = new Recorder(new Terminal(true, true, false, 60));

    recorder.run("inspect", group.root().toString());

    assertThat(recorder.out().lines().findFirst().orElseThrow())
        .startsWith("Unfinished operations: 1.");
    assertThat(recorder.out().lines().filter(line -> !line.endsWith(group.root().toString())))
        .hasSizeGreaterThan(15)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void theFieldsOfTheJsonAreThoseThatTheHelpNames() {
    group.crashAfter(Action.CommitTable, "c", "d");
    group.recover();
    group.crashAfter(Action.CommitTable, "e");
    SampleGroup.write(group.root().resolve("__recovery").resolve("Stray.txt"), "?");
    JsonNode json = inspect(group.root()).node();
    assertThat(names(json))
        .containsExactly(
            "format",
            "root",
            "group",
            "protocol",
            "manifest",
            "committedBy",
            "tables",
            "sources",
            "decisions",
            "sidecars",
            "audits",
            "problems");
    assertThat(names(json.get("tables").get(0)))
        .containsExactly("name", "dataset", "pin", "head", "resolved", "settled", "abovePin");
    assertThat(names(json.get("decisions").get(0)))
        .containsExactly("operation", "verdict", "expected");
    assertThat(names(json.get("sidecars").get(0))).containsExactly("operation", "tables");
    assertThat(names(json.get("sidecars").get(0).get("tables").get(0)))
        .containsExactly(
            "name", "dataset", "kind", "nameAfter", "expected", "base", "commits", "landed");
    assertThat(names(json.get("audits").get(0)))
        .containsExactly("operation", "verdict", "reason", "manifest");
    assertThat(names(json.get("problems").get(0)))
        .containsExactly("reason", "location", "problem", "remedy");
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void aPendingSidecar() {
    OperationId operation = group.crashAfter(Action.CommitTable, "c", "d");
    Inspected inspected = inspect(group.root());
    assertThat(inspected.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(inspected.text())
        .contains("Sidecar of operation " + brief(operation) + ": 1 of 2 tables landed")
        .containsPattern("  c      CREATE        absent  absent         1  yes\\R")
        .containsPattern("  d      CREATE        absent  absent         1  no\\R")
        .contains("Unfinished operations: 1. The next open for writing finishes them.");
    JsonNode sidecar = inspected.node().get("sidecars").get(0);
    assertThat(sidecar.get("operation").asText()).isEqualTo(operation.value());
    assertThat(sidecar.get("tables").findValuesAsText("landed")).containsExactly("true", "false");
  }

  @Test
  void whatRecoveryLeft() {
    OperationId operation = group.crashAfter(Action.CommitTable, "c", "d");
    group.recover();
    Inspected inspected = inspect(group.root());
    assertThat(inspected.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(inspected.text())
        .contains("Manifest 3, records a decision")
        .containsPattern("Decisions in the manifest\\R.*\\R  " + brief(operation) + " +ABORTED\\R")
        .containsPattern("Audit records\\R.*\\R  " + brief(operation) + " +ABORTED +3\\R");
    assertThat(inspected.node().get("audits").get(0).get("verdict").asText()).isEqualTo("ABORTED");
  }

  @Test
  void aDamagedSidecar() {
    OperationId operation = group.crashAfter(Action.ArmSidecar, "c");
    Path file = group.sidecar(operation);
    SampleGroup.write(file, SampleGroup.read(file).replace("CREATE", "APPEND"));
    assertOneProblem(inspect(group.root()), "CORRUPT", file, "this sidecar is damaged: ");
  }

  @Test
  void aTruncatedSidecar() {
    OperationId operation = group.crashAfter(Action.ArmSidecar, "c");
    Path file = group.sidecar(operation);
    SampleGroup.write(file, SampleGroup.read(file).substring(0, 40));
    assertOneProblem(
        inspect(group.root()),
        "CORRUPT",
        file,
        "its first line is not the header of a stored object");
  }

  @Test
  void aForeignSidecar() throws IOException {
    SampleGroup other = SampleGroup.at(folder.resolve("other"));
    OperationId operation = other.crashAfter(Action.ArmSidecar, "c");
    Files.createDirectories(group.sidecar(operation).getParent());
    Files.copy(other.sidecar(operation), group.sidecar(operation));
    assertOneProblem(
        inspect(group.root()), "FOREIGN", group.sidecar(operation), "and the group here is");
  }

  @Test
  void aSidecarUnderAWrongName() throws IOException {
    OperationId operation = group.crashAfter(Action.ArmSidecar, "c");
    Path wrong = group.sidecar(OperationId.random());
    Files.move(group.sidecar(operation), wrong);
    assertOneProblem(inspect(group.root()), "FOREIGN", wrong, "under a name that is not its own");
  }

  @Test
  void aDamagedAudit() {
    OperationId operation = group.crashAfter(Action.ArmSidecar, "c");
    group.recover();
    Path file = group.root().resolve("__audit").resolve(operation + ".json");
    SampleGroup.write(file, SampleGroup.read(file).replace("ABORTED", "COMMITTED"));
    assertOneProblem(inspect(group.root()), "CORRUPT", file, "its checksum does not fit");
  }

  @Test
  void aTableThatIsGone() throws IOException {
    String folderOfB = inspect(group.root()).node().get("tables").get(1).get("dataset").asText();
    Path dataset = group.root().resolve(folderOfB);
    Files.move(dataset, folder.resolve("elsewhere"));
    Inspected inspected = inspect(group.root());
    assertOneProblem(inspected, "MISSING", dataset, "neither version 1 nor a newer one is there");
    assertThat(inspected.text())
        .containsPattern("  a        1     1           1  settled     [0-9a-f]{8}\\R")
        .containsPattern("  b        1     \\?           \\?  unreadable  " + brief(folderOfB));
    assertThat(inspected.node().get("tables").get(1).get("head").isNull()).isTrue();
  }

  /** Everything else is printed too, and the problem comes with its file and its remedy. */
  private static void assertOneProblem(
      Inspected inspected, String reason, Path location, String problem) {
    assertThat(inspected.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(inspected.err().lines()).hasSize(2);
    assertThat(inspected.err())
        .startsWith("error: " + location + ": ")
        .contains(problem)
        .containsPattern("\\Rremedy: [A-Z]");
    assertThat(inspected.text())
        .contains("Audit records", "Problems: 1. ")
        .doesNotContain("Nothing is unfinished.");
    JsonNode problems = inspected.node().get("problems");
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).get("reason").asText()).isEqualTo(reason);
    assertThat(problems.get(0).get("location").asText()).isEqualTo(location.toString());
    assertThat(problems.get(0).get("problem").asText()).contains(problem);
    assertThat(problems.get(0).get("remedy").asText()).isNotEmpty();
  }

  @Test
  void aTruncatedManifest() {
    Path file = group.manifest(2);
    SampleGroup.write(file, SampleGroup.read(file).substring(0, 50));
    assertRefused(
        inspect(group.root()),
        file,
        "this manifest is damaged: its first line is not the header of a stored object");
  }

  @Test
  void anAlteredManifest() {
    Path file = group.manifest(2);
    SampleGroup.write(file, SampleGroup.read(file).replace("\"version\": 1", "\"version\": 9"));
    assertRefused(inspect(group.root()), file, "its checksum does not fit its content");
  }

  @Test
  void aManifestOfANewerFormat() {
    Path file = group.manifest(2);
    String newer =
        SampleGroup.read(file)
            .replace("\"format\":2,\"minReader\":2", "\"format\":3,\"minReader\":3");
    SampleGroup.write(file, new String(Seal.again(newer), StandardCharsets.UTF_8));
    assertRefused(inspect(group.root()), file, "for readers of format 3, and this release knows 2");
  }

  @Test
  void aRootOfTheResearchProtocol() {
    Path root = folder.resolve("research");
    try (PublishedGroup published = PublishedGroup.create(root)) {
      published.operation(WriterKind.SchemaApply).create("a", SampleGroup.SCHEMA).commit();
    }
    Inspected inspected = inspect(root);
    assertThat(inspected.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(inspected.text())
        .contains("Protocol published-sweep (research)", "loses acknowledged commits")
        .containsPattern("  a        1     1  a.lance\\R")
        .contains("Sidecars: none", "Audit log: none");
    assertThat(inspected.node().get("protocol").asText()).isEqualTo("published-sweep");
    assertThat(inspected.node().get("warning").asText()).isEqualTo(PublishedGroup.WARNING);
    SampleGroup.write(root.resolve("__recovery").resolve("Stray.txt"), "?");
    Inspected stray = inspect(root);
    assertThat(stray.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(stray.err()).contains("Stray.txt").containsPattern("\\Rremedy: [A-Z]");
    assertThat(stray.node().get("problems")).hasSize(1);
  }

  @Test
  void aMarkThatIsDamaged() {
    Path mark = group.root().resolve("__protocol.json");
    SampleGroup.write(mark, SampleGroup.read(mark).substring(0, 50));
    assertRefused(inspect(group.root()), mark, "this root-mark is damaged");
  }

  @Test
  void aFolderThatIsNoGroup() throws IOException {
    Path root = Files.createDirectory(folder.resolve("plain"));
    assertRefused(inspect(root), root, "is not a table group");
  }

  @Test
  void aFolderThatIsMissing() {
    Path root = folder.resolve("missing");
    assertRefused(inspect(root), root, "does not exist");
    assertThat(root).doesNotExist();
  }

  private static void assertRefused(Inspected inspected, Path location, String problem) {
    assertThat(inspected.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(inspected.text()).isEmpty();
    assertThat(inspected.json()).isEmpty();
    assertThat(inspected.err().lines()).hasSize(2);
    assertThat(inspected.err())
        .startsWith("error: " + location + ": ")
        .contains(problem)
        .containsPattern("\\Rremedy: [A-Z]");
  }
}
