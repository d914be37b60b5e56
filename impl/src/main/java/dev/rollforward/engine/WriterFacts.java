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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the events of a {@link Writer} say that it has read and written. */
final class WriterFacts {
  private WriterFacts() {}

  static Facts manifestRead(Planning planning) {
    Manifest manifest = planning.manifest();
    Map<String, Object> pins = new TreeMap<>();
    Map<String, Object> datasets = new TreeMap<>();
    planning.intents().forEach(intent -> pins.put(intent.name(), planning.pinOf(intent)));
    planning.intents().forEach(intent -> datasets.put(intent.name(), intent.table().value()));
    for (String name : planning.readOnly().keySet()) {
      Optional<Pin> pin = manifest.pin(name);
      pins.put(name, pin.map(Pin::version).orElse(Pin.ABSENT));
      pin.ifPresent(shown -> datasets.put(name, shown.table().value()));
    }
    List<String> creates =
        planning.intents().stream()
            .filter(intent -> intent.change().demand() == Demand.ABSENT)
            .map(TableIntent::name)
            .toList();
    Map<String, Object> kinds = new TreeMap<>();
    planning.intents().forEach(intent -> kinds.put(intent.name(), kinds(intent)));
    Facts facts =
        read(manifest)
            .and("pins", pins)
            .and("datasets", datasets)
            .and("kinds", kinds)
            .and("creates", creates);
    return terms(facts, planning);
  }

  /** What not every operation has is told only of those that have it. */
  private static Facts terms(Facts facts, Planning planning) {
    Map<String, Object> replaces = new TreeMap<>();
    Map<String, Object> renames = new TreeMap<>();
    for (TableIntent intent : planning.intents()) {
      intent.replaced().ifPresent(former -> replaces.put(intent.name(), former.value()));
      String after = intent.change().nameAfter(intent.name());
      if (!after.equals(intent.name())) {
        renames.put(intent.name(), after);
      }
    }
    Map<String, Object> takenIn = new TreeMap<>();
    for (String name : planning.sources().keySet()) {
      planning.manifest().source(name).ifPresent(far -> takenIn.put(name, far.sequence()));
    }
    List<String> reads = List.copyOf(planning.readOnly().keySet());
    Facts told = reads.isEmpty() ? facts : facts.and("reads", reads);
    told = named(told, "sources", new TreeMap<>(planning.sources()));
    told = named(told, "takenIn", takenIn);
    told = named(told, "replaces", replaces);
    return named(told, "renames", renames);
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
    return Facts.of("tables", sidecar.tables().stream().map(TablePlan::name).toList());
  }

  private static Facts named(Facts facts, String name, Map<String, Object> values) {
    return values.isEmpty() ? facts : facts.and(name, values);
  }

  static Facts failed(RuntimeException failure) {
    return Facts.of("failed", String.valueOf(failure.getMessage()));
  }
}
