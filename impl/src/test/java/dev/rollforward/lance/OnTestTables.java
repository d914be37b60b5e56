package dev.rollforward.lance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on real Lance tables, of which there are none at first. */
abstract class OnTestTables {
  @TempDir Path root;
  TestTables tables;

  @BeforeEach
  void openTables() {
    tables = new TestTables(root);
  }

  @AfterEach
  void closeTables() {
    tables.close();
  }
}
