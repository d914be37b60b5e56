package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lance.Dataset;

/** verify, read, audit, recover, adopt and discard, as whoever operates a group runs them. */
class OperatorCommandsTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.000001Z");

  @TempDir private Path folder;
  private SampleGroup sample;
  private String root;

  /** Manifest 2 creates a and b, manifest 3 people, manifest 4 adds a row. */
  @BeforeEach
  void aGroup() throws IOException {
    sample = SampleGroup.at(folder.resolve("group"));
    root = sample.root().toString();
    try (TableGroup group = TableGroup.open(sample.root());
        BufferAllocator memory = new RootAllocator()) {
      group.begin().create("people", people(memory, 1, "ann", 3_000_000_000L)).commit();
      group.begin().append("people", people(memory, 2, "bo", 7)).commit();
    }
  }

  private static ArrowReader people(BufferAllocator memory, long id, String name, long big)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (BigIntVector ids = new BigIntVector("id", memory);
        VarCharVector names = new VarCharVector("name", memory);
        UInt4Vector bigs = new UInt4Vector("big", memory);
        TimeStampMicroTZVector times = new TimeStampMicroTZVector("at", memory, "UTC");
        ListVector tags = ListVector.empty("tags", memory)) {
      ids.setSafe(0, id);
      names.setSafe(0, name.getBytes(StandardCharsets.UTF_8));
      bigs.setSafe(0, (int) big);
      times.setSafe(0, NOON.getEpochSecond() * 1_000_000 + NOON.getNano() / 1_000);
      UnionListWriter writer = tags.getWriter();
      writer.startList();
      writer.bigInt().writeBigInt(id);
      writer.endList();
      List.of(ids, names, bigs, times, tags).forEach(vector -> vector.setValueCount(1));
      try (VectorSchemaRoot rows = VectorSchemaRoot.of(ids, names, bigs, times, tags);
          ArrowStreamWriter stream = new ArrowStreamWriter(rows, null, bytes)) {
        rows.setRowCount(1);
        stream.writeBatch();
      }
    }
    return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), memory);
  }

  @Test
  void verifyIsGreenOnASoundGroupAndRedOnADamagedOne() throws IOException {
    JsonNode sound = Recorder.json("verify", "--rows", "--json", root);
    assertThat(sound.get("sound").asBoolean()).isTrue();
    assertThat(sound.get("findings")).isEmpty();
    assertThat(sound.get("manifests").asInt()).isEqualTo(4);
    assertThat(sound.get("rows").asInt()).isEqualTo(2);

    Files.delete(sample.manifest(2));
    JsonNode damaged = Recorder.json(ExitCode.VIOLATED, "verify", "--json", root);
    assertThat(damaged.get("sound").asBoolean()).isFalse();
    assertThat(damaged.get("findings").get(0).get("check").asText()).isEqualTo("ManifestChain");
    Recorder text = new Recorder();
    assertThat(text.run("verify", root)).isEqualTo(ExitCode.VIOLATED);
    assertThat(text.out()).contains("violated", "ManifestChain", "Not sound: 3 manifests");

    SampleGroup.write(sample.manifest(4), "half");
    assertThat(Recorder.json(ExitCode.VIOLATED, "verify", "--json", root).get("findings"))
        .as("it cannot be opened")
        .hasSize(1);
    assertThat(new Recorder().run("verify", folder.toString())).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void readPrintsWhatAPointOfHistoryShows() {
    Recorder lines = new Recorder();
    assertThat(lines.run("read", "--json", root, "people")).isEqualTo(ExitCode.OK);
    assertThat(lines.out().lines())
        .containsExactly(
            "{\"id\":1,\"name\":\"ann\",\"big\":3000000000,\"at\":\"" + NOON + "\",\"tags\":[1]}",
            "{\"id\":2,\"name\":\"bo\",\"big\":7,\"at\":\"" + NOON + "\",\"tags\":[2]}");

    Recorder then = new Recorder();
    assertThat(then.run("read", "--version", "3", "--columns", "name,id", root, "people"))
        .isEqualTo(ExitCode.OK);
    assertThat(then.out()).isEqualTo("name  id\nann   1\n");

    Recorder some = new Recorder();
    assertThat(some.run("read", "--json", "--where", "id > 1", "--columns", "name", root, "people"))
        .isEqualTo(ExitCode.OK);
    assertThat(some.out()).isEqualTo("{\"name\":\"bo\"}\n");
    assertThat(Recorder.json("read", "--json", "--limit", "1", root, "people").get("id").asInt())
        .isEqualTo(1);
    assertThat(
            Recorder.json(
                    "read", "--json", "--sql", "SELECT sum(id) AS s FROM people", root, "people")
                .get("s")
                .asInt())
        .isEqualTo(3);
  }

  @Test
  void aTagNamesWhatIsReadAndIsMovedAndDeleted() {
    JsonNode made = Recorder.json("tag", "--json", root, "first", "3").get("tags");
    assertThat(made.get(0).get("manifest").asInt()).isEqualTo(3);
    assertThat(Recorder.json("read", "--json", "--tag", "first", root, "people").get("id").asInt())
        .isEqualTo(1);
    assertThat(Recorder.json("tag", "--move", "--json", root, "first", "4").get("tags"))
        .singleElement()
        .satisfies(tag -> assertThat(tag.get("manifest").asInt()).isEqualTo(4));
    for (List<String> wrong :
        List.of(
            List.of("tag", root, "first", "3"),
            List.of("tag", root, "first"),
            List.of("tag", "--delete", root, "second"),
            List.of("tag", root, "1st", "3"),
            List.of("tag", root, "later", "99"),
            List.of("read", "--tag", "second", root, "people"))) {
      assertThat(new Recorder().run(wrong.toArray(String[]::new)))
          .as(wrong.toString())
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(Recorder.json("tag", "--delete", "--json", root, "first").get("tags")).isEmpty();
  }

  @Test
  void readWritesArrow() throws IOException {
    var bytes = new ByteArrayOutputStream();
    Console console = new Console(new PrintStream(bytes), System.err, Terminal.NONE);
    assertThat(Main.run(console, "read", "--format", "arrow", root, "people"))
        .isEqualTo(ExitCode.OK);
    int rows = 0;
    try (BufferAllocator memory = new RootAllocator();
        var reader = new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), memory)) {
      while (reader.loadNextBatch()) {
        rows += reader.getVectorSchemaRoot().getRowCount();
      }
    }
    assertThat(rows).isEqualTo(2);
  }

  @Test
  void recoverIsPreviewedDoneAndAudited() {
    OperationId complete = sample.crashAfter(Action.Publish, "done");
    JsonNode planned = Recorder.json("recover", "--dry-run", "--json", root).get("operations");
    assertThat(planned).hasSize(1);
    assertThat(planned.get(0).get("decision").asText()).isEqualTo("ROLL_FORWARD");

    OperationId partial = sample.crashAfter(Action.ArmSidecar, "x", "y");
    var before = Tree.of(folder);
    JsonNode both = Recorder.json("recover", "--dry-run", "--json", root).get("operations");
    assertThat(Tree.of(folder)).isEqualTo(before);
    assertThat(both.findValuesAsText("operation")).contains(partial.value());
    JsonNode aborted = both.get(both.size() - 1);
    assertThat(aborted.get("decision").asText()).isEqualTo("ROLL_BACK");
    assertThat(aborted.get("reason").asText()).contains("0 of 2 tables were there");
    assertThat(aborted.get("tables").findValuesAsText("found"))
        .containsExactly("MISSING", "MISSING");

    JsonNode done = Recorder.json("recover", "--patience", "PT0S", "--json", root);
    assertThat(done.get("finished").findValuesAsText("verdict")).contains("ABORTED");
    assertThat(new Recorder().run("recover", "--dry-run", root)).isEqualTo(ExitCode.OK);
    JsonNode audits =
        Recorder.json("audit", "--operation", partial.value(), "--json", root).get("audits");
    assertThat(audits.findValuesAsText("verdict")).containsExactly("ABORTED");
    assertThat(complete).isNotEqualTo(partial);
  }

  @Test
  void whatAnotherToolCommittedIsAdoptedOrDiscarded() {
    external("people", "id = 1");
    assertThat(rows()).isEqualTo(2);
    assertThat(
            Recorder.json("adopt", "--actor", "jo", "--json", root, "people")
                .get("result")
                .asText())
        .isEqualTo("Committed");
    assertThat(rows()).isEqualTo(1);

    external("people", "id = 2");
    assertThat(new Recorder().run("discard", root, "people")).isEqualTo(ExitCode.OK);
    assertThat(rows()).isEqualTo(1);
    assertThat(Recorder.json("verify", "--json", root).get("findings")).isEmpty();
  }

  @Test
  void whatIsWorthCompactingIsShownAndDone() {
    String[] eager = {"maintain", "--small-fragments", "2", "--json", root};
    assertThat(Recorder.json(eager).get("optimizations")).as("two fragments").isEmpty();
    try (TableGroup group = TableGroup.open(sample.root());
        Snapshot now = group.snapshot();
        TableReader people = now.read("people")) {
      group.begin().append("people", people.scan()).commit();
    }
    JsonNode planned =
        Recorder.json("maintain", "--dry-run", "--small-fragments", "2", "--json", root);
    assertThat(planned.get("optimizations").findValuesAsText("table")).containsExactly("people");
    assertThat(planned.get("optimizations").get(0).get("result").isNull()).isTrue();

    assertThat(Recorder.json(eager).get("optimizations").findValuesAsText("result"))
        .containsExactly("Committed");
    assertThat(rows()).isEqualTo(4);
    assertThat(Recorder.json(eager).get("optimizations")).isEmpty();
    assertThat(new Recorder().run("maintain", "--deleted-share", "2", root))
        .isEqualTo(ExitCode.USAGE);
  }

  private void external(String table, String predicate) {
    try (TableGroup group = TableGroup.open(sample.root());
        Snapshot now = group.snapshot();
        Dataset past = now.dataset(table)) {
      past.delete(predicate);
    }
  }

  private long rows() {
    Recorder recorder = new Recorder();
    assertThat(recorder.run("read", "--json", root, "people")).isEqualTo(ExitCode.OK);
    return recorder.out().lines().count();
  }
}
