package dev.rollforward.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Demand;
import dev.rollforward.core.change.FenceBy;
import dev.rollforward.core.change.Rename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/format.md} says of each kind of file what the code writes: all of it and no more. */
class FormatDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/format.md");
  private static final Pattern FIELD = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
  private static final Set<String> MAPS =
      Set.of("properties", "tables", "sources", "decisions", "expected", "reads", "tags");
  private static final Map<Written, String> HEADINGS =
      Map.of(
          Written.MANIFEST, "Manifest",
          Written.SIDECAR, "Sidecar",
          Written.AUDIT, "Audit record",
          Written.ROOT_MARK, "Mark",
          Written.CLEAN_UP, "Record of a clean-up",
          Written.LEASE, "Lease");

  @ParameterizedTest
  @EnumSource
  void theExampleIsWhatIsWritten(Written written) throws IOException {
    assertThat(section(written)).contains("```json\n" + written.text() + "```\n");
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldIsSaidAndNoOther(Written written) throws IOException {
    assertThat(saidOf(section(written))).isEqualTo(writtenIn(written.text()));
  }

  @Test
  void aFieldThatIsNotSaidIsMissed() throws IOException {
    String section = section(Written.AUDIT).replaceFirst("\\| `reason` .*\n", "");
    assertThat(saidOf(section)).isNotEqualTo(writtenIn(Written.AUDIT.text()));
  }

  @ParameterizedTest
  @EnumSource
  void theFormatsAreThoseOfThisRelease(Written written) {
    ObjectKind kind = written.codec().kind();
    assertThat(written.text())
        .startsWith(
            String.format(
                Locale.ROOT,
                "{\"rollforward\":\"%s\",\"format\":%d,\"minReader\":%d,",
                kind.jsonName(),
                kind.format(),
                kind.minReader()));
  }

  /** A kind that is missing in the document, or that the codec cannot read, is found here. */
  @Test
  void everyKindOfChangeIsSaidAndReadBack() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (Change change : kindsOf(Change.class)) {
      kinds.add(change.kind());
      Sidecar sidecar =
          Sidecar.of(new GroupId("g"), new OperationId("op"), 1, List.of(planOf(change)));
      SidecarCodec codec = new SidecarCodec();
      assertThat(codec.object(codec.form(sidecar))).isEqualTo(sidecar);
    }
    assertThat(saidOf(section("Kinds of change"))).isEqualTo(kinds);
  }

  private static List<Change> kindsOf(Class<?> type) {
    if (type.isSealed()) {
      return Stream.of(type.getPermittedSubclasses())
          .flatMap(kind -> kindsOf(kind).stream())
          .toList();
    }
    if (type == Rename.class) {
      return List.of(new Rename("another"));
    }
    try {
      return List.of((Change) type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static TablePlan planOf(Change change) {
    TableId table = new TableId("t");
    Optional<Pin> expected =
        change.demand() == Demand.ABSENT
            ? Optional.empty()
            : Optional.of(new Pin(change.makesDataset() ? new TableId("old") : table, 3));
    long base = change.makesDataset() ? Pin.ABSENT : 3;
    List<UUID> commits = change.fence() == FenceBy.NONE ? List.of() : List.of(new UUID(0, 1));
    return TablePlan.of("t", table, change, expected, base, commits);
  }

  private static String section(Written written) throws IOException {
    return section(HEADINGS.get(written));
  }

  private static String section(String heading) throws IOException {
    String text = Files.readString(DOCUMENT);
    int start = text.indexOf("\n## " + heading + "\n");
    assertThat(start).as("its section").isPositive();
    return text.substring(start, text.indexOf("\n## ", start + 1));
  }

  private static Set<String> saidOf(String section) {
    Set<String> fields = new TreeSet<>();
    Matcher rows = FIELD.matcher(section);
    while (rows.find()) {
      fields.add(rows.group(1));
    }
    return fields;
  }

  private static Set<String> writtenIn(String text) throws IOException {
    Set<String> fields = new TreeSet<>();
    collect(new ObjectMapper().readTree(text.substring(text.indexOf('\n'))), "", "", fields);
    return fields;
  }

  /** Notes each value that is no object, and each object that elsewhere is null. */
  private static void collect(JsonNode node, String path, String name, Set<String> fields) {
    if (node.isObject() && !node.isEmpty()) {
      boolean isMap = MAPS.contains(name) && !(node.has("dataset") && node.has("version"));
      node.properties()
          .forEach(
              entry -> {
                String step = isMap ? "*" : entry.getKey();
                String below = path.isEmpty() ? step : path + "." + step;
                collect(entry.getValue(), below, isMap ? "" : entry.getKey(), fields);
              });
      if (path.endsWith("sealed") || path.endsWith("expected.*") || path.endsWith("reads.*")) {
        fields.add(path);
      }
    } else if (node.isArray()) {
      if (path.endsWith("commits")) {
        fields.add(path);
      }
      node.forEach(item -> collect(item, path + "[]", "", fields));
    } else {
      fields.add(path);
    }
  }
}
