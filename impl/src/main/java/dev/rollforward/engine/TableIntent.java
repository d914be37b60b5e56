package dev.rollforward.engine;

import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Demand;
import dev.rollforward.core.change.Role;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller wants done to one table, staged but not yet planned.
 *
 * @param name the table's name
 * @param table the dataset
 * @param change what is done to it
 * @param staged the data of each commit, in commit order
 * @param replaced the dataset that {@code table} takes the name from; empty if it has the name
 *     already, or no table has it
 * @param demanded the pin that the table must have; empty if there is no such condition
 * @param onExternal what to do about external commits above the pin
 */
public record TableIntent(
    String name,
    TableId table,
    Change change,
    List<StagedChange> staged,
    Optional<TableId> replaced,
    OptionalLong demanded,
    OnExternal onExternal) {
  /** Copies the list. */
  public TableIntent {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(change, "change");
    staged = List.copyOf(staged);
    Objects.requireNonNull(replaced, "replaced");
    Objects.requireNonNull(demanded, "demanded");
    Objects.requireNonNull(onExternal, "onExternal");
  }

  /** A change on whatever pin the table has. */
  public static TableIntent of(String name, TableId table, Change change, StagedChange... staged) {
    return new TableIntent(
        name,
        table,
        change,
        List.of(staged),
        Optional.empty(),
        OptionalLong.empty(),
        OnExternal.REFUSE);
  }

  /** This change, which takes the name from {@code dataset}. */
  public TableIntent replacing(TableId dataset) {
    return new TableIntent(name, table, change, staged, Optional.of(dataset), demanded, onExternal);
  }

  /** This change, with {@code more} committed on top of it. */
  public TableIntent then(StagedChange more) {
    List<StagedChange> all = new ArrayList<>(staged);
    all.add(more);
    return new TableIntent(name, table, change, all, replaced, demanded, onExternal);
  }

  /** In its place {@code other}, which does the same and more in one commit. */
  public TableIntent as(Change other, StagedChange both) {
    return new TableIntent(name, table, other, List.of(both), replaced, demanded, onExternal);
  }

  /** This change, on no other pin than {@code pin}. */
  public TableIntent on(OptionalLong pin) {
    return new TableIntent(name, table, change, staged, replaced, pin, onExternal);
  }

  /** This change, doing this about external commits above the pin. */
  public TableIntent onExternal(OnExternal what) {
    return new TableIntent(name, table, change, staged, replaced, demanded, what);
  }

  /** Whether anything is committed to the dataset. */
  boolean commitsAnything() {
    return !staged.isEmpty();
  }

  /** Whether it is committed to a dataset that is there already. */
  boolean changesInPlace() {
    return commitsAnything() && !change.makesDataset();
  }

  /** The dataset that must have the name, unless no table may have it. */
  TableId registered() {
    return replaced.orElse(table);
  }

  /** The pin that must stand, as far as it is known beforehand. */
  OptionalLong required() {
    return change.demand() == Demand.ABSENT ? OptionalLong.of(Pin.ABSENT) : demanded;
  }

  /** Whether it changes nothing that readers see. */
  public boolean isDerived() {
    return change.role() == Role.DERIVED;
  }
}
