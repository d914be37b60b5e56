package dev.rollforward.lance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Scan;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.lance.SampleRows.Nulls;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type in every place is either kept, which is created, appended to and read back equal, or
 * refused by name before anything is written. If a rule lets through what Lance cannot bear, this
 * JVM ends.
 */
class ArrowTypesTest extends OnTestTables {
  /** Enough for more than one chunk of Lance's encodings. */
  private static final int MANY = 1100;

  private int created;

  static Stream<String> places() {
    return ArrowTypes.places().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("places")
  void isKeptOrRefused(String place) {
    ArrowTypes.typesIn(place)
        .forEach(
            (name, type) -> {
              for (Schema schema : ArrowTypes.schemas(place, type)) {
                Optional<UnsupportedSchemaException> refusal = refusal(schema);
                if (refusal.isPresent()) {
                  assertThat(refusal.get().field()).startsWith("x");
                  assertThat(refusal.get()).hasMessageContaining(refusal.get().problem());
                } else {
                  isKept(place + " " + name + ": " + schema, schema);
                }
              }
            });
  }

  @Test
  void whatIsKeptWhere() {
    Set<String> fixed = keptIn("fixed-size list");
    Set<String> nested = keptIn("struct");
    Set<String> columns = keptIn("column");

    assertThat(columns)
        .containsAll(nested)
        .contains("null")
        .contains("utf8", "decimal256(40, 2)", "timestamp in 'Europe/Berlin'", "bfloat16", "uuid");
    assertThat(ArrowTypes.plain().keySet())
        .filteredOn(name -> !columns.contains(name))
        .containsExactly(
            "utf8 view",
            "binary view",
            "fixed binary 0",
            "decimal32(5, 2)",
            "decimal64(15, 2)",
            "timestamp in '+02:00'",
            "timestamp in ''",
            "timestamp in '-'",
            "interval YEAR_MONTH",
            "interval DAY_TIME",
            "interval MONTH_DAY_NANO",
            "union sparse",
            "union dense",
            "struct of nothing",
            "dictionary",
            "blob",
            "blob of int32",
            "blob v2",
            "json of lance",
            "json of arrow",
            "unknown compression",
            "field number");
    assertThat(columns).filteredOn(name -> !nested.contains(name)).containsExactly("null");
    assertThat(nested)
        .filteredOn(name -> !fixed.contains(name))
        .containsExactlyInAnyOrder(
            "bool",
            "utf8",
            "large utf8",
            "binary",
            "large binary",
            "large binary with a note",
            "bfloat16",
            "uuid",
            "unknown extension");
    assertThat(keptIn("list")).isEqualTo(nested);
    assertThat(keptIn("large list")).isEqualTo(nested);
    assertThat(keptIn("list of struct")).isEqualTo(nested);
    assertThat(keptIn("list of fixed-size list")).isEqualTo(fixed);
    assertThat(keptIn("fixed-size list of fixed-size list")).isEqualTo(fixed);
    for (String none :
        List.of(
            "fixed-size list of struct",
            "fixed-size list of list",
            "map to",
            "map from",
            "list view",
            "large list view",
            "run ends")) {
      assertThat(keptIn(none)).as(none).isEmpty();
    }
  }

  @Test
  void theDocumentSaysSo() throws IOException {
    Set<String> columns = keptIn("column");
    Set<String> nested = keptIn("struct");
    Set<String> fixed = keptIn("fixed-size list");
    StringBuilder table = new StringBuilder();
    for (String type : ArrowTypes.plain().keySet()) {
      table.append(
          "| %s | %s | %s | %s |%n"
              .formatted(
                  type,
                  columns.contains(type) ? "yes" : "no",
                  nested.contains(type) ? "yes" : "no",
                  fixed.contains(type) ? "yes" : "no"));
    }
    assertThat(Files.readString(Path.of("../docs/tables.md"))).contains(table);
  }

  private Set<String> keptIn(String place) {
    Set<String> kept = new TreeSet<>();
    ArrowTypes.plain()
        .forEach(
            (name, type) -> {
              if (refusal(ArrowTypes.schemas(place, type).get(0)).isEmpty()) {
                kept.add(name);
              }
            });
    return kept;
  }

  private Optional<UnsupportedSchemaException> refusal(Schema schema) {
    try {
      assertThat(tables.store.staging().stageCreate(new TableId("refused"), schema).rows())
          .isZero();
      return Optional.empty();
    } catch (UnsupportedSchemaException e) {
      assertThat(root.resolve("refused")).doesNotExist();
      return Optional.of(e);
    }
  }

  private void isKept(String what, Schema schema) {
    TableId filled = new TableId("t" + created++);
    create(filled, tables.store.staging().stageCreate(filled, rows(schema, Nulls.SOME, 7)));
    List<Object> expected = SampleRows.read(rows(schema, Nulls.SOME, 7));
    assertThat(read(filled, 1, schema)).as(what).isEqualTo(expected);
    append(filled, 1, rows(schema, Nulls.NONE, MANY));
    append(filled, 2, rows(schema, Nulls.ALL, 5));
    expected.addAll(SampleRows.read(rows(schema, Nulls.NONE, MANY)));
    expected.addAll(SampleRows.read(rows(schema, Nulls.ALL, 5)));
    assertThat(read(filled, 3, schema)).as(what).isEqualTo(expected);
    assertThat(renamed(filled)).as(what).isEqualTo(expected);

    TableId empty = new TableId("t" + created++);
    create(empty, tables.store.staging().stageCreate(empty, schema));
    assertThat(read(empty, 1, schema)).as(what).isEmpty();
    append(empty, 1, rows(schema, Nulls.SOME, 7));
    assertThat(read(empty, 2, schema))
        .as(what)
        .isEqualTo(SampleRows.read(rows(schema, Nulls.SOME, 7)));
  }

  private void create(TableId table, LanceStagedChange change) {
    assertThat(tables.commit("create", TestTables.creation(table), change))
        .isEqualTo(new Landed(1));
  }

  private void append(TableId table, long base, ArrowReader rows) {
    assertThat(tables.commit("append", tables.store.staging().stageAppend(table, base, rows), base))
        .isEqualTo(new Landed(base + 1));
  }

  /**
   * What version 3 holds when its column has another name, which shows the numbers of its fields.
   */
  private List<Object> renamed(TableId table) {
    Pin pin = new Pin(table, 3);
    LanceStagedChange rename =
        tables.edit(new PinnedTable(pin, "", Optional.empty()), SchemaEdit.renaming("x", "y"));
    TablePlan plan =
        TablePlan.of("t", table, rename.change(), Optional.of(pin), 3, List.of(UUID.randomUUID()));
    assertThat(tables.commit("rename", plan, rename)).isEqualTo(new Landed(4));
    try (LanceVersionReader reader = tables.store.openVersion(table, 4)) {
      return SampleRows.read(reader.scan());
    }
  }

  private List<Object> read(TableId table, long version, Schema schema) {
    try (LanceVersionReader reader = tables.store.openVersion(table, version)) {
      assertThat(reader.schema()).isEqualTo(schema);
      List<Object> all = SampleRows.read(reader.scan());
      assertThat(SampleRows.read(reader.scan(Scan.all().select("x")))).hasSameSizeAs(all);
      return all;
    }
  }

  private ArrowReader rows(Schema schema, Nulls nulls, int count) {
    return SampleRows.of(tables.allocator, schema, nulls, count);
  }
}
