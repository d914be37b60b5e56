package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.op;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lance.Dataset;
import org.lance.Transaction;
import org.lance.operation.Overwrite;

/** How Lance behaves where the adapter leans on it, beyond the statements of the contract. */
class LanceFactsTest extends OnTestTables {

  /** Why creates carry a read version that no table has. */
  @Test
  void createWithReadVersionZeroBuriesTheTable() {
    tables.create(T, 1);
    assertThat(overwrite(0)).isEqualTo(2);
    assertThat(tables.ids(T, 2)).isEmpty();
  }

  private long overwrite(long readVersion) {
    Transaction overwrite =
        new Transaction.Builder()
            .readVersion(readVersion)
            .uuid(UUID.randomUUID().toString())
            .operation(Overwrite.builder().schema(Rows.SCHEMA).fragments(List.of()).build())
            .build();
    try (overwrite;
        Dataset landed = tables.datasets.create(T, overwrite)) {
      return landed.version();
    }
  }

  @Test
  void createOnAnEmptyFolder() throws IOException {
    Files.createDirectories(root.resolve("t/_versions"));
    Files.createDirectories(root.resolve("t/_transactions"));
    tables.create(T, 1);
    assertThat(tables.ids(T, 1)).containsExactly(1L);
  }

  @Test
  void createOnTheDataOfACreateThatNeverLanded() {
    assertThat(tables.store.staging().stageCreate(T, tables.rows(7)).rows()).isEqualTo(1);
    tables.create(T, 1);
    assertThat(tables.ids(T, 1)).containsExactly(1L);
  }

  @Test
  void oneOfManyCreatesWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      TableId table = new TableId("race-" + round);
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String operation = "create-" + i;
        LanceStagedChange change = tables.store.staging().stageCreate(table, tables.rows(i));
        calls.add(
            i == 0
                ? () -> tables.store.restore(op("fence"), table, 0).isPresent()
                : () ->
                    tables.commit(operation, TestTables.creation(table), change) instanceof Landed);
      }
      assertThat(Race.together(calls)).containsOnlyOnce(true);
      assertThat(tables.head(table)).isEqualTo(1);
    }
  }

  /** Both children are told of a table before either answer is read. */
  @Test
  void oneOfTwoProcessesCreates() throws Exception {
    try (ChildJvm one = ChildJvm.start(CommittingChild.class, root.toString());
        ChildJvm two = ChildJvm.start(CommittingChild.class, root.toString())) {
      for (int round = 0; round < 40; round++) {
        TableId table = new TableId("t" + round);
        one.say("create " + table + " one 1");
        two.say("create " + table + " two 2");
        List<String> answers = List.of(one.hear(), two.hear());

        assertThat(answers).containsOnlyOnce(new Landed(1).toString());
        boolean first = answers.get(0).equals(new Landed(1).toString());
        TableVersion version = tables.store.history(table, 0).versions().get(1L);
        assertThat(version.operation()).hasValue(op(first ? "one" : "two"));
        assertThat(tables.ids(table, 1)).containsExactly(first ? 1L : 2L);
      }
    }
  }

  /** A removed version hides its conflict, so clean-up must stay below every pin. */
  @Test
  void removedRestoreNoLongerRefuses() {
    tables.create(T, 1);
    tables.appendUpTo(T, 2);
    tables.restore("restore", T, 1);
    tables.appendUpTo(T, 4);
    LanceStagedChange stale = tables.store.staging().stageAppend(T, 2, tables.rows(9));
    assertThat(tables.commit("stale", stale, 2)).isInstanceOf(Refused.class);

    Versions.delete(root.resolve("t"), 3);
    assertThat(tables.commit("stale", stale, 2)).isEqualTo(new Landed(5));
  }

  /** A gap, and a hint from below it: the append lands where the gap is, not above HEAD. */
  @Test
  void appendCanLandInAGap() {
    tables.create(T, 1);
    tables.appendUpTo(T, 5);
    LanceStagedChange stale = tables.store.staging().stageAppend(T, 2, tables.rows(9));
    Versions.delete(root.resolve("t"), 3);
    Versions.hint(root.resolve("t"), "{\"version\":1}");
    assertThat(tables.commit("stale", stale, 2)).isEqualTo(new Landed(3));
    assertThat(tables.head(T)).isEqualTo(5);
  }

  /** What the rules for schemas are for. If Lance bears one of these, a rule can go. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "system column",
        "twins in a struct",
        "offset with a colon",
        "texts in a fixed-size list",
        "blobs in a list",
        "decimals at odd multiples of 8"
      })
  void endsTheJvmOver(String schema) throws IOException {
    try (ChildJvm child = ChildJvm.start(RawLance.class, root.toString(), schema)) {
      assertThat(child.end()).isEqualTo(134);
    }
  }

  @Test
  void endsTheJvmOverAPlaceholder() throws IOException {
    try (ChildJvm child = ChildJvm.start(RawLance.class, root.toString(), "harmless", "x = $1")) {
      assertThat(child.end()).isEqualTo(134);
    }
  }

  @Test
  void bearsWhatIsHarmless() throws IOException {
    try (ChildJvm child = ChildJvm.start(RawLance.class, root.toString(), "harmless")) {
      assertThat(child.hear()).isEqualTo("rows: 7");
      assertThat(child.end()).isZero();
    }
  }

  /** The root may be called anything. */
  @Test
  void rootWithSpecialCharacters() throws IOException {
    Path odd = Files.createDirectory(root.resolve("a b %20 ü #?"));
    try (TestTables oddTables = new TestTables(odd)) {
      oddTables.create(T, 1);
      oddTables.appendUpTo(T, 2);
      assertThat(oddTables.ids(T, 2)).containsExactly(1L, 2L);
    }
    assertThat(odd.resolve("t/_versions")).isDirectory();
  }
}
