package dev.rollforward.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Selection;
import java.util.Locale;
import java.util.Optional;

/**
 * A fault and what the last check of it found.
 *
 * @param module the module that it is in
 * @param last what was found, be it stale or not; empty if it was never checked
 */
record FaultStatus(Fault fault, String module, State state, Optional<LastCheck.Entry> last) {

  /** What is known of it. */
  enum State {
    /** The property that should break did. */
    AS_EXPECTED,
    /** It did not, or not soon enough. */
    OTHERWISE,
    /** The specification has changed since. */
    STALE,
    NOT_RUN
  }

  static FaultStatus of(Selection.Injection injection, String digest, LastCheck last) {
    String name = injection.fault().name();
    State state =
        last.fresh(name, digest)
            .map(entry -> entry.held() ? State.AS_EXPECTED : State.OTHERWISE)
            .orElse(last.find(name).isPresent() ? State.STALE : State.NOT_RUN);
    return new FaultStatus(injection.fault(), injection.base().module(), state, last.find(name));
  }

  /** The state in words. */
  String words() {
    String good = FaultWords.of(fault.kind()).good();
    return switch (state) {
      case AS_EXPECTED -> good + " in " + last.orElseThrow().steps() + " steps";
      case OTHERWISE -> "not " + good;
      case STALE -> "stale";
      case NOT_RUN -> "not run";
    };
  }

  /** When it was checked. */
  Optional<String> when() {
    return last.map(LastCheck.Entry::when);
  }

  void put(ObjectNode node) {
    node.put("name", fault.name());
    node.put("module", module);
    node.put("kind", fault.kind().label());
    node.put("removed", fault.sentence());
    node.put("breaks", fault.breaks());
    node.put("base", fault.base());
    ArrayNode lanes = node.putArray("lanes");
    fault.lanes().forEach(lane -> lanes.add(lane.label()));
    node.put("status", state.name().toLowerCase(Locale.ROOT));
    node.put("steps", last.map(LastCheck.Entry::steps).orElse(null));
    node.put("checked", when().orElse(null));
  }
}
