package dev.rollforward.conformance.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The events of one group.
 *
 * @param group its name
 * @param events the events of all its processes; those of one process in their own order
 */
public record GroupTrace(String group, List<TraceEvent> events) {
  /** Copies the list. */
  public GroupTrace {
    events = List.copyOf(events);
  }

  /** The first missing or repeated event; empty if there is none. */
  Optional<String> gap() {
    Map<String, Long> last = new HashMap<>();
    for (TraceEvent event : events) {
      long expected = last.getOrDefault(event.process(), 0L) + 1;
      if (event.sequence() != expected) {
        return Optional.of(
            "process %s: event %s comes where event %s should"
                .formatted(event.process(), event.sequence(), expected));
      }
      last.put(event.process(), expected);
    }
    return Optional.empty();
  }

  /** The operations that a recovery finished and of whose writer there is no event at all. */
  public Set<String> recoveredButNotBegun() {
    Set<String> found = new TreeSet<>();
    events.stream().filter(TraceEvent::isSweep).map(TraceEvent::operation).forEach(found::add);
    events.stream()
        .filter(event -> !event.isSweep())
        .map(TraceEvent::operation)
        .forEach(found::remove);
    return found;
  }
}
