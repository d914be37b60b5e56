package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;

/** What the store says when Lance's answer hides what happened. */
class LanceOutcomeTest extends OnTestTables {
  @Test
  void landedAlthoughTheAnswerIsLost() {
    tables.create(T, 1);
    for (Supplier<RuntimeException> answer :
        List.<Supplier<RuntimeException>>of(
            LanceOutcomeTest::lostAnswer, LanceOutcomeTest::lostPut)) {
      long head = tables.head(T);
      try (TestTables failing = new TestTables(root, real -> Failing.afterwards(real, answer))) {
        assertThat(failing.append("append", T, head, 2)).isEqualTo(new Landed(head + 1));
        assertThat(failing.append("stale", T, head, 2)).isEqualTo(new Landed(head + 2));
        assertThat(failing.restore("restore", T, 1)).isEqualTo(head + 3);
      }
      assertThat(tables.head(T)).isEqualTo(head + 3);
    }
  }

  @Test
  void createdAlthoughTheAnswerIsLost() {
    try (TestTables failing =
        new TestTables(root, real -> Failing.afterwards(real, LanceOutcomeTest::exists))) {
      assertThat(failing.create("create", T, 1)).isEqualTo(new Landed(1));
    }
    assertThat(tables.ids(T, 1)).containsExactly(1L);
  }

  @Test
  void refusedIfThePutWasLostToSomebodyElse() {
    tables.create(T, 1);
    try (TestTables failing =
        new TestTables(root, real -> Failing.instead(real, LanceOutcomeTest::lostPut))) {
      assertThat(failing.append("append", T, 1, 2)).isInstanceOf(Refused.class);
    }
    try (TestTables failing =
        new TestTables(root, real -> Failing.instead(real, LanceOutcomeTest::exists))) {
      CommitOutcome outcome = failing.create("create", T, 2);
      assertThat(outcome).isEqualTo(new Refused("Dataset already exists: t"));
      assertThat(failing.store.restore(op("fence"), T, 0)).isEmpty();
    }
  }

  @Test
  void unknownIfItMayStillLand() {
    tables.create(T, 1);
    try (TestTables failing =
        new TestTables(root, real -> Failing.instead(real, LanceOutcomeTest::lostAnswer))) {
      assertThatThrownBy(() -> failing.append("append", T, 1, 2))
          .isInstanceOf(StoreException.OutcomeUnknown.class)
          .hasMessageContaining("may or may not have landed")
          .hasMessageContaining("connection reset");
      assertThatThrownBy(() -> failing.restore("restore", T, 1))
          .isInstanceOf(StoreException.OutcomeUnknown.class);
      assertThatThrownBy(() -> failing.create("create", T, 1))
          .isInstanceOf(StoreException.OutcomeUnknown.class);
    }
  }

  @Test
  void unknownOnRealInputOutputErrors() {
    tables.create(T, 1);
    LanceStagedChange append = tables.store.staging().stageAppend(T, 1, tables.rows(2));
    Failing.transactionsOf(root.resolve("t"));

    assertThatThrownBy(() -> tables.commit("append", append, 1))
        .isInstanceOf(StoreException.OutcomeUnknown.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(tables.head(T)).isEqualTo(1);
  }

  @Test
  void unknownIfReadingBackFailsToo() {
    tables.create(T, 1);
    tables.appendUpTo(T, 3);
    Versions.delete(root.resolve("t"), 2);
    try (TestTables failing =
        new TestTables(root, real -> Failing.afterwards(real, LanceOutcomeTest::lostPut))) {
      assertThatThrownBy(() -> failing.append("append", T, 1, 4))
          .isInstanceOf(StoreException.OutcomeUnknown.class)
          .satisfies(e -> assertThat(e.getCause().getSuppressed()).hasSize(1));
    }
  }

  @Test
  void restoreGivesUpAfterManyLostRaces() {
    tables.create(T, 1);
    AtomicInteger attempts = new AtomicInteger();
    try (TestTables failing = new TestTables(root, real -> losing(real, attempts, 99))) {
      assertThat(failing.restore("restore", T, 1)).isEqualTo(2);
      assertThat(attempts).hasValue(100);
    }
    attempts.set(0);
    try (TestTables failing = new TestTables(root, real -> losing(real, attempts, 100))) {
      assertThatThrownBy(() -> failing.restore("restore", T, 1))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining("lost 100 races");
      assertThat(attempts).hasValue(100);
    }
  }

  private static RuntimeException lostAnswer() {
    return new UncheckedIOException(new IOException("connection reset"));
  }

  private static RuntimeException lostPut() {
    return new IllegalArgumentException("Commit conflict for version 2: Failed to commit");
  }

  private static RuntimeException exists() {
    return new IllegalArgumentException("Dataset already exists: t");
  }

  private static LanceDatasets losing(LanceDatasets real, AtomicInteger attempts, int losses) {
    return new Failing(real) {
      @Override
      Dataset around(Supplier<Dataset> call) {
        if (attempts.incrementAndGet() <= losses) {
          throw lostPut();
        }
        return call.get();
      }
    };
  }
}
