package dev.rollforward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written here is no goal: it is here so that a change of it is noticed. */
class StoreCallsTest {
  private static final Map<String, Integer> APPEND =
      Map.of(
          "ManifestStore.create", 1,
          "SidecarStore.create", 1,
          "SidecarStore.delete", 1,
          "TableHistory.head", 3,
          "TableStore.commit", 3,
          "TableStore.fit", 3,
          "TableStore.makeDurable", 1);

  @TempDir Path root;

  @Test
  void anAppendToThreeTablesIsOneCommitEachAndThreeCallsOfManifestAndSidecar() {
    try (ThreeTables tables = new ThreeTables(root)) {
      assertThat(tables.append()).isEqualTo(APPEND);
    }
  }

  @Test
  void rollingForwardMovesNoTable() {
    try (ThreeTables tables = new ThreeTables(root)) {
      assertThat(tables.recoveryAfter(3))
          .isEqualTo(
              Map.of(
                  "AuditStore.create", 1,
                  "ManifestStore.create", 1,
                  "ManifestStore.makeDurable", 1,
                  "ManifestStore.readNewest", 1,
                  "SidecarStore.delete", 1,
                  "SidecarStore.read", 1,
                  "TableHistory.at", 3,
                  "TableStore.makeDurable", 1));
    }
  }

  @Test
  void rollingBackRestoresEveryTableAndCostsTheNextAppendOneVersionEach() {
    try (ThreeTables tables = new ThreeTables(root)) {
      assertThat(tables.recoveryAfter(2))
          .isEqualTo(
              Map.of(
                  "AuditStore.create", 1,
                  "ManifestStore.create", 1,
                  "ManifestStore.makeDurable", 1,
                  "ManifestStore.readNewest", 1,
                  "SidecarStore.delete", 1,
                  "SidecarStore.read", 1,
                  "TableHistory.at", 5,
                  "TableHistory.head", 3,
                  "TableStore.restore", 3));
      Map<String, Integer> onRestored = new TreeMap<>(APPEND);
      onRestored.put("TableHistory.at", 3);
      assertThat(tables.append()).isEqualTo(onRestored);
    }
  }

  /** Of each table HEAD alone is read, however many attempts were rolled back above its pin. */
  @Test
  void anAppendDoesNotReadWhatWasRolledBack() {
    try (ThreeTables tables = new ThreeTables(root)) {
      for (int attempt = 0; attempt < 5; attempt++) {
        tables.recoveryAfter(2);
      }
      assertThat(tables.append()).containsEntry("TableHistory.at", 3);
    }
  }
}
