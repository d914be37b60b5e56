package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.at;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the library refuses in words of its own before Lance sees it, or because Lance does not. */
class RowInputTest extends OnTestTables {
  private static final Field PAIR =
      new Field(
          "pair",
          FieldType.nullable(ArrowType.Struct.INSTANCE),
          List.of(Field.nullable("one", new ArrowType.Int(64, true))));

  @BeforeEach
  void createTable() {
    tables.create(T, 1, 2);
  }

  @Test
  void nothingIsNoPredicate() {
    for (String blank : List.of("", " ", " -- all")) {
      assertThatThrownBy(() -> tables.store.staging().stageDelete(at(1), blank))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a predicate that is blank selects nothing. To select every row, say true");
    }
  }

  @Test
  void nothingIsNoValue() {
    assertThatThrownBy(() -> tables.store.staging().stageUpdate(at(1), "true", Map.of("text", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the value of column text of table t is blank. To take the value away, say null");
  }

  /** Nothing is cast to a nested type, so a value has to be of it. */
  @Test
  void aValueOfAnotherNestedTypeIsRefused() {
    LanceStagedChange added = tables.edit(at(1), SchemaEdit.adding(new Schema(List.of(PAIR))));
    tables.commit("add", added, 1);

    assertThatThrownBy(
            () -> tables.store.staging().stageUpdate(at(2), "true", Map.of("pair", "id")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column pair of table t is Struct")
        .hasMessageEndingWith("Cast it");
  }
}
