package dev.rollforward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written here is no goal: it is here so that a change of it is noticed. */
class StoreCallsTest {
  private static final Map<String, Integer> APPEND =
      Map.of(
          "ManifestStore.create", 1,
          "ManifestStore.readNewest", 2,
          "SidecarStore.create", 1,
          "SidecarStore.delete", 1,
          "SidecarStore.exists", 1,
          "TableStore.commit", 3,
          "TableStore.history", 3,
          "TableStore.fit", 3);

  @TempDir Path root;

  @Test
  void anAppendToThreeTablesIsOneCommitEachAndTwelveCallsMore() {
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
                  "SidecarStore.exists", 1,
                  "SidecarStore.read", 1,
                  "TableStore.history", 3));
    }
  }

  @Test
  void rollingBackRestoresEveryTableAndCostsTheNextAppendNothing() {
    try (ThreeTables tables = new ThreeTables(root)) {
      assertThat(tables.recoveryAfter(2))
          .isEqualTo(
              Map.of(
                  "AuditStore.create", 1,
                  "ManifestStore.create", 1,
                  "ManifestStore.makeDurable", 1,
                  "ManifestStore.readNewest", 1,
                  "SidecarStore.delete", 1,
                  "SidecarStore.exists", 1,
                  "SidecarStore.read", 1,
                  "TableStore.history", 6,
                  "TableStore.restore", 3));
      assertThat(tables.append()).isEqualTo(APPEND);
    }
  }
}
