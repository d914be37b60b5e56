package dev.rollforward.runtime;

import dev.rollforward.GroupView;
import dev.rollforward.GroupView.Pending;
import dev.rollforward.GroupView.Table;
import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.engine.Decisions;
import dev.rollforward.engine.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at everything in a group's stores, and writes nothing. */
final class Inspection {
  private Inspection() {}

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
        .map(sidecar -> new Pending(sidecar, new Decisions(stores).landed(sidecar)));
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
