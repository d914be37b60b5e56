package dev.rollforward.conformance;

import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.Rename;
import dev.rollforward.core.change.Replace;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.testkit.TestStores;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operation intends to do to the tables of a manifest, staged as data that tells whose it
 * is.
 *
 * @param testStores where it is staged
 * @param operation whose it is
 * @param manifest what its caller has seen
 */
record Staging(TestStores testStores, OperationId operation, Manifest manifest) {
  /** There is no table of that name by now; a caller is told so before anything is staged. */
  static final class NoSuchTable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NoSuchTable(String name) {
      super(name);
    }
  }

  /** What the table is pinned at. */
  Pin pin(String name) {
    return manifest.pin(name).orElseThrow(() -> new NoSuchTable(name));
  }

  private StagedChange stage(Change change, String name) {
    return testStores.stage(operation, change, pin(name).table(), pin(name).version());
  }

  /** A change of the dataset that has the name. */
  TableIntent inPlace(String name, Change change) {
    return TableIntent.of(name, pin(name).table(), change, stage(change, name));
  }

  /** The same, and rows appended on top of it in a commit of their own. */
  TableIntent thenAppended(String name, Change change) {
    return inPlace(name, change).then(stage(new Append(), name));
  }

  /** The same as {@link #inPlace}, on no other version than the one that was seen. */
  TableIntent onSnapshot(String name, Change change) {
    return inPlace(name, change).on(OptionalLong.of(pin(name).version()));
  }

  /** A change that makes a dataset of its own, which takes the name of the one that has it. */
  TableIntent made(String name, Change change) {
    TableId table = new TableId(name + "-of-" + operation.value());
    TableIntent made =
        TableIntent.of(name, table, change, testStores.stage(operation, change, table, Pin.ABSENT));
    return change instanceof Replace ? made.replacing(pin(name).table()) : made;
  }

  /** The name becomes free. */
  TableIntent dropped(String name) {
    return TableIntent.of(name, pin(name).table(), new Drop());
  }

  /** The table gets another name. */
  TableIntent renamed(String name, String to) {
    return TableIntent.of(name, pin(name).table(), new Rename(to));
  }

  /** What the name shows, for who declares to have read it. */
  Optional<Pin> seen(String name) {
    return manifest.pin(name);
  }
}
