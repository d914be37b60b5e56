package dev.rollforward;

import dev.rollforward.core.Audit;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What stands in a group's stores, for people and tools to look at.
 *
 * @param manifest the newest manifest, with its decisions
 * @param tables every table, by name
 * @param sidecars every usable sidecar, by operation
 * @param audits every usable audit record, by operation
 * @param problems what could not be used
 */
public record GroupView(
    Manifest manifest,
    List<Table> tables,
    List<Pending> sidecars,
    List<Audit> audits,
    List<StoreException> problems) {
  /** Copies the lists. */
  public GroupView {
    tables = List.copyOf(tables);
    sidecars = List.copyOf(sidecars);
    audits = List.copyOf(audits);
    problems = List.copyOf(problems);
  }

  /**
   * A table.
   *
   * @param name its name
   * @param pin what readers see
   * @param head its newest Lance version
   * @param resolved the version whose content HEAD has
   * @param abovePin its versions above the pin, ascending
   */
  public record Table(String name, Pin pin, long head, long resolved, List<TableVersion> abovePin) {
    /** Copies the list. */
    public Table {
      abovePin = List.copyOf(abovePin);
    }

    /** Whether HEAD holds what readers see. Rule 5. */
    public boolean isSettled() {
      return resolved == pin.version();
    }
  }

  /**
   * An unfinished operation.
   *
   * @param sidecar its intent
   * @param landed the tables whose change is there, by name
   */
  public record Pending(Sidecar sidecar, List<String> landed) {
    /** Copies the list. */
    public Pending {
      landed = List.copyOf(landed);
    }
  }

  static GroupView of(Stores stores) {
    List<StoreException> problems = new ArrayList<>();
    Manifest manifest = stores.manifests().readNewest();
    List<Table> tables = new ArrayList<>();
    manifest
        .pins()
        .forEach(
            (name, pin) ->
                attempt(problems, () -> table(stores, name, pin)).ifPresent(tables::add));
    var listing = stores.sidecars().list();
    problems.addAll(listing.problems());
    List<Pending> sidecars = new ArrayList<>();
    for (OperationId operation : listing.operations()) {
      attempt(problems, () -> pending(stores, operation))
          .flatMap(found -> found)
          .ifPresent(sidecars::add);
    }
    List<Audit> audits = new ArrayList<>();
    for (OperationId operation : stores.audits().list()) {
      attempt(problems, () -> stores.audits().read(operation))
          .flatMap(found -> found)
          .ifPresent(audits::add);
    }
    return new GroupView(manifest, tables, sidecars, audits, problems);
  }

  private static Table table(Stores stores, String name, Pin pin) {
    TableHistory history = stores.tables().history(pin.table(), pin.version());
    return new Table(
        name,
        pin,
        history.head(),
        history.resolvedHead(),
        List.copyOf(history.versions().values()));
  }

  private static Optional<Pending> pending(Stores stores, OperationId operation) {
    return stores
        .sidecars()
        .read(operation)
        .map(sidecar -> new Pending(sidecar, Landing.landed(sidecar, stores.histories(sidecar))));
  }

  private static <T> Optional<T> attempt(List<StoreException> problems, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (StoreException problem) {
      problems.add(problem);
      return Optional.empty();
    }
  }
}
