package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Scan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanceFilterTest {
  private static final String SMILE = "\uD83D\uDE00";
  private static final List<String> TEXTS =
      List.of("a", SMILE, "a" + SMILE + "b", "it's " + SMILE, "\u00e9", "x\0y", "say \"hi\"");

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id = 1",
        "text = 'it''s'",
        "text = \"a\"",
        "`a b` = 'x'",
        "id::bigint = 1",
        "x = X'41'",
        "n = 1",
        "date'2020-01-01' < d",
        "text = '?$:'",
        "`$` = 1",
        "column_n'a'"
      })
  void whatReachesLanceIsLeftAsItIs(String filter) {
    assertThat(LanceFilter.of(filter)).isEqualTo(filter);
  }

  @Test
  void textBecomesAnExpression() {
    assertThat(LanceFilter.of("t = 'a" + SMILE + "it''s'"))
        .isEqualTo("t = concat('', 'a', chr(128512), 'it''s')");
    assertThat(LanceFilter.of("t = '" + SMILE + "' -- " + SMILE))
        .isEqualTo("t = concat('', chr(128512))  ");
    assertThat(LanceFilter.of("t /* " + SMILE + " */= 'a\0'"))
        .isEqualTo("t  = concat('', 'a', chr(0))");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "text = N'a',|n'|",
        "text = r'a',|r'|",
        "text = B\"a\",|b\"|",
        "text = $1,placeholder ($)",
        "text = $$a$$,placeholder ($)",
        "id = ?,placeholder (?)",
        "id = :x,placeholder (:)",
        "text = 'a,nothing closes",
        "`a = 1,nothing closes",
        "text = '\uD83D',half of one: U+D83D",
        "\uD83D\uDE00 = 1,no column has in its name"
      })
  void isRefused(String filter, String problem) {
    assertThatThrownBy(() -> LanceFilter.of(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("filter " + ColumnNames.shown(filter) + " has a ")
        .hasMessageContainingAll(problem, ", at character ");
  }

  @Test
  void reachesLanceWhole() throws IOException {
    try (TestTables tables = new TestTables(root)) {
      LanceStagedChange change = tables.store.staging().stageCreate(T, texts(tables));
      tables.commit("create", TestTables.creation(T), change);
      try (LanceVersionReader reader = tables.store.openVersion(T, 1)) {
        for (String text : TEXTS) {
          String quoted = "'" + text.replace("'", "''") + "'";
          assertThat(found(reader, "text = " + quoted)).containsExactly(text);
          assertThat(found(reader, "text IN (" + quoted + ", 'none')")).containsExactly(text);
          assertThat(found(reader, "starts_with(text, " + quoted + ")")).contains(text);
        }
        assertThat(found(reader, "text LIKE '%" + SMILE + "%' -- all of them"))
            .containsExactly(TEXTS.get(1), TEXTS.get(2), TEXTS.get(3));
        assertThat(found(reader, "text = \"" + SMILE + "\"")).containsExactly(SMILE);
        assertThatThrownBy(() -> reader.scan(Scan.all().select(SMILE)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("table t version 1")
            .hasMessageContaining("\\ud83d\\ude00");
        assertThatThrownBy(() -> reader.scan(Scan.all().where("text = N'a'")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("table t version 1");
      }
    }
  }

  private static List<Object> found(LanceVersionReader reader, String filter) {
    return SampleRows.read(reader.scan(Scan.all().where(filter))).stream()
        .map(row -> ((List<?>) row).get(0))
        .map(Object.class::cast)
        .toList();
  }

  private static ArrowReader texts(TestTables tables) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Schema schema = new Schema(List.of(Rows.TEXT));
    try (VectorSchemaRoot rows = VectorSchemaRoot.create(schema, tables.allocator);
        ArrowStreamWriter writer = new ArrowStreamWriter(rows, null, bytes)) {
      VarCharVector text = (VarCharVector) rows.getVector(0);
      for (int i = 0; i < TEXTS.size(); i++) {
        text.setSafe(i, new Text(TEXTS.get(i)));
      }
      rows.setRowCount(TEXTS.size());
      writer.writeBatch();
      writer.end();
    }
    return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), tables.allocator);
  }
}
