package dev.rollforward.conformance.trace;

import java.util.HashMap;
import java.util.Map;

/**
 * The state of a group before its first event: nothing pending, every HEAD at its pin or restored
 * to it.
 */
final class InitialState {
  private final Participants.GroupParticipants group;
  private final Map<Dataset, Integer> heads = new HashMap<>();
  private final Map<Dataset, int[]> pins = new HashMap<>();
  private int first = Integer.MAX_VALUE;

  InitialState(Participants.GroupParticipants group) {
    this.group = group;
  }

  void compute() {
    group.trace.events().forEach(this::add);
    group.firstManifest = first == Integer.MAX_VALUE ? 1 : first;
    for (Dataset dataset : group.datasets.values()) {
      int pin = pins.containsKey(dataset) ? pins.get(dataset)[1] : 0;
      dataset.startAt(
          dataset.created ? 0 : pin, dataset.created ? 0 : heads.getOrDefault(dataset, pin));
    }
  }

  private void add(TraceEvent event) {
    if (event.has("manifest")) {
      boolean put = event.has("answer");
      first = Math.min(first, event.number("manifest") - (put ? 1 : 0));
    }
    Op op = group.op(event);
    if (event.has("pins")) {
      event.<Long>map("pins").forEach((table, pin) -> pin(op.dataset(table), event, pin));
    }
    if (event.table().isPresent() && op.dataset(event) != null) {
      heads(op.dataset(event), event);
    }
  }

  /** The pin in the oldest manifest that any event read. */
  private void pin(Dataset dataset, TraceEvent event, long pin) {
    int[] found = {event.number("manifest"), Math.toIntExact(pin)};
    pins.merge(dataset, found, (one, other) -> other[0] < one[0] ? other : one);
  }

  private void heads(Dataset dataset, TraceEvent event) {
    if (event.has("base")) {
      head(dataset, event.number("base"));
    }
    if (event.has("head")) {
      head(dataset, event.number("head"));
    }
    if (event.has("landed") && event.number("landed") > 0) {
      head(dataset, event.number("landed") - 1);
    }
  }

  private void head(Dataset dataset, int head) {
    heads.merge(dataset, head, Math::min);
  }
}
