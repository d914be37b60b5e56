package dev.rollforward.lance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.store.contract.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two copies of one root that went different ways: their tables have the same names and numbers.
 */
class OtherCopyTest {
  @TempDir private Path folder;

  @Test
  void aTableOfTheOtherCopyIsToldByItsTransaction() throws IOException {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    try (BufferAllocator allocator = new RootAllocator()) {
      try (TableGroup group = TableGroup.create(here)) {
        commit(group, allocator, true, 1);
      }
      Tree.copy(here, there);
      append(here, allocator, 2);
      append(there, allocator, 3);
      Path table = table(here);
      Tree.delete(table);
      Tree.copy(there.resolve(here.relativize(table)), table);

      try (TableGroup group = TableGroup.open(here)) {
        assertForeign(() -> group.snapshot().read("t"));
        assertForeign(() -> group.begin().append("t", Rows.of(allocator, 4)));
      }
      try (TableGroup group = TableGroup.open(there);
          TableReader reader = group.snapshot().read("t")) {
        assertThat(Rows.ids(reader.scan())).containsExactly(1L, 3L);
      }
    }
  }

  private static void assertForeign(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Unreadable.Reason.FOREIGN))
        .hasMessageContainingAll("made version 2, and the manifest says", "another copy");
  }

  private static void append(Path root, BufferAllocator allocator, long id) {
    try (TableGroup group = TableGroup.open(root)) {
      commit(group, allocator, false, id);
    }
  }

  private static void commit(TableGroup group, BufferAllocator allocator, boolean create, long id) {
    assertThat(
            (create
                    ? group.begin().create("t", Rows.of(allocator, id))
                    : group.begin().append("t", Rows.of(allocator, id)))
                .commit())
        .isInstanceOf(Committed.class);
  }

  private static Path table(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.endsWith("_versions")).findFirst().orElseThrow().getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
