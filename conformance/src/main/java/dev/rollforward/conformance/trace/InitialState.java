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
  private final Map<String, int[]> sources = new HashMap<>();
  private int first = Integer.MAX_VALUE;

  InitialState(Participants.GroupParticipants group) {
    this.group = group;
  }

  void compute() {
    group.trace.events().forEach(this::add);
    group.firstManifest = first == Integer.MAX_VALUE ? 1 : first;
    sources.forEach((source, found) -> group.sources.put(source, found[1]));
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
      event.<Long>map("pins").forEach((table, pin) -> pin(op, table, event, pin));
      op.source.ifPresent(source -> takenIn(source, event));
    }
    if (event.table().isPresent() && op.dataset(event) != null) {
      heads(op.dataset(event), event);
    }
  }

  /** How far it was taken in, as the oldest manifest that any event read says. */
  private void takenIn(String source, TraceEvent event) {
    int[] found = {event.number("manifest"), takenIn(event)};
    sources.merge(source, found, (one, other) -> other[0] < one[0] ? other : one);
  }

  /** How far its source was taken in, as an event says that has read a manifest. */
  static int takenIn(TraceEvent event) {
    Map<String, Long> far = event.has("takenIn") ? event.map("takenIn") : Map.of();
    return far.values().stream().map(Math::toIntExact).findFirst().orElse(Participants.NEVER);
  }

  /** The pin in the oldest manifest that any event read. */
  private void pin(Op op, String table, TraceEvent event, long pin) {
    Dataset dataset = op.replaced.getOrDefault(table, op.dataset(table));
    int[] found = {event.number("manifest"), Math.toIntExact(pin)};
    int[] oldest = pins.merge(dataset, found, (one, other) -> other[0] < one[0] ? other : one);
    if (oldest == found) {
      dataset.initialName = op.full(table);
    }
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
