package dev.rollforward.engine;

import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the events of a {@link Writer} say that it has read and written. */
final class WriterFacts {
  private WriterFacts() {}

  static Facts manifestRead(Planning planning) {
    Map<String, Object> pins = new TreeMap<>();
    Map<String, Object> datasets = new TreeMap<>();
    planning.intents().forEach(intent -> pins.put(intent.name(), planning.pinOf(intent)));
    planning.intents().forEach(intent -> datasets.put(intent.name(), intent.table().value()));
    List<String> creates =
        planning.intents().stream()
            .filter(intent -> intent.change().demand() == Demand.ABSENT)
            .map(TableIntent::name)
            .toList();
    Map<String, Object> kinds = new TreeMap<>();
    planning.intents().forEach(intent -> kinds.put(intent.name(), kinds(intent)));
    return read(planning.manifest())
        .and("pins", pins)
        .and("datasets", datasets)
        .and("kinds", kinds)
        .and("creates", creates);
  }

  /** Which manifest was read, and whose decision made it. */
  static Facts read(Manifest manifest) {
    Facts facts = Facts.of("manifest", manifest.version());
    return manifest.decides().map(by -> facts.and("decides", by.value())).orElse(facts);
  }

  /** The kind of each commit: what is committed on top of the first one appends. */
  private static List<String> kinds(TableIntent intent) {
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < intent.staged().size(); i++) {
      kinds.add(i == 0 ? intent.change().kind() : new Append().kind());
    }
    return kinds;
  }

  static Facts prepared(HeadCheck.Result found) {
    if (found.base().isEmpty()) {
      return Facts.of("repair", true)
          .and("head", found.head())
          .and("manifest", found.newest().version());
    }
    Facts based = Facts.of("base", found.base().getAsLong());
    if (found.remembered()) {
      return based.and("remembered", true);
    }
    return found.isAdopted() ? based.and("adopted", found.external().version()) : based;
  }

  static Facts restarted(HeadCheck.Result found) {
    return Facts.of("head", found.head())
        .and("manifest", found.newest().version())
        .and("blockers", found.blockers().stream().map(OperationId::value).toList());
  }

  static Facts repaired(long pin, OptionalLong landed) {
    return Facts.of("restored", pin).and("landed", landed.orElse(Pin.ABSENT));
  }

  static Facts armed(Sidecar sidecar) {
    Facts facts = Facts.of("tables", sidecar.tables().stream().map(TablePlan::name).toList());
    List<String> renames =
        sidecar.tables().stream()
            .filter(plan -> !plan.nameAfter().equals(plan.name()))
            .map(TablePlan::name)
            .toList();
    facts = named(facts, "reads", List.copyOf(sidecar.reads().keySet()));
    facts = named(facts, "sources", List.copyOf(sidecar.sources().keySet()));
    return named(facts, "renames", renames);
  }

  private static Facts named(Facts facts, String name, List<String> values) {
    return values.isEmpty() ? facts : facts.and(name, values);
  }

  static Facts failed(RuntimeException failure) {
    return Facts.of("failed", String.valueOf(failure.getMessage()));
  }
}
