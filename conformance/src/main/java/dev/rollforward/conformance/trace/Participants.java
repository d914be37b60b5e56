package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The operations and datasets that the traces of some groups name, numbered for TLC. */
final class Participants {
  private final List<Op> ops = new ArrayList<>();
  private final List<Dataset> datasets = new ArrayList<>();
  private final List<GroupParticipants> groups = new ArrayList<>();

  /** The operations and datasets of one group. */
  static final class GroupParticipants {
    final GroupTrace trace;
    final Map<String, Op> ops = new LinkedHashMap<>();
    final Map<String, Dataset> datasets = new LinkedHashMap<>();
    int firstManifest;

    GroupParticipants(GroupTrace trace) {
      this.trace = trace;
    }

    Op op(TraceEvent event) {
      return ops.get(event.operation());
    }
  }

  List<Op> ops() {
    return ops;
  }

  List<Dataset> datasets() {
    return datasets;
  }

  /** Adds the operations and datasets that {@code trace} names. */
  GroupParticipants add(GroupTrace trace) {
    GroupParticipants group = new GroupParticipants(trace);
    groups.add(group);
    for (TraceEvent event : trace.events()) {
      Op op = group.ops.computeIfAbsent(event.operation(), this::newOp);
      if (!event.isSweep()) {
        op.remaining.add(event);
      }
    }
    group.ops.values().forEach(op -> plan(op, group));
    new InitialState(group).compute();
    return group;
  }

  private Op newOp(String id) {
    Op op = new Op(ops.size() + 1, id);
    ops.add(op);
    return op;
  }

  private void plan(Op op, GroupParticipants group) {
    Map<String, String> ids = new TreeMap<>();
    Map<String, List<String>> kinds = new TreeMap<>();
    List<String> creates = new ArrayList<>();
    List<String> order = new ArrayList<>();
    for (TraceEvent event : op.remaining) {
      event.table().ifPresent(order::add);
      if (event.has("datasets")) {
        ids.putAll(event.<String>map("datasets"));
        kinds.putAll(event.<List<String>>map("kinds"));
        creates.addAll(event.list("creates"));
      }
    }
    order.addAll(ids.keySet());
    for (String table : order) {
      if (ids.containsKey(table) && op.dataset(table) == null) {
        Dataset dataset = dataset(group, ids.get(table), table);
        dataset.created |= creates.contains(table);
        plan(op, table, dataset, kinds.getOrDefault(table, List.of()));
      }
    }
  }

  /** What commits nothing to its dataset drops it. */
  private static void plan(Op op, String table, Dataset dataset, List<String> kinds) {
    if (kinds.isEmpty()) {
      op.dropped.put(table, dataset);
      return;
    }
    op.datasets.put(table, dataset);
    for (String kind : kinds) {
      op.commits.add(dataset);
      op.kinds.add(kind);
    }
  }

  private Dataset dataset(GroupParticipants group, String id, String table) {
    return group.datasets.computeIfAbsent(
        id,
        key -> {
          Dataset dataset = new Dataset(datasets.size() + 1, groups.size() + "/" + table);
          datasets.add(dataset);
          return dataset;
        });
  }

  /** The datasets that bear the name of one of the tables of {@code op}. */
  Collection<Dataset> relevant(Op op) {
    Map<Integer, Dataset> relevant = new TreeMap<>();
    Stream.concat(op.datasets.values().stream(), op.dropped.values().stream())
        .forEach(own -> byName().get(own.name).forEach(d -> relevant.put(d.number, d)));
    return relevant.values();
  }

  /** The datasets that bear the name of one of the tables that {@code op} drops. */
  Collection<Dataset> droppable(Op op) {
    Map<Integer, Dataset> droppable = new TreeMap<>();
    op.dropped
        .values()
        .forEach(own -> byName().get(own.name).forEach(d -> droppable.put(d.number, d)));
    return droppable.values();
  }

  private Map<String, List<Dataset>> named;

  private Map<String, List<Dataset>> byName() {
    if (named == null || named.values().stream().mapToInt(List::size).sum() != datasets.size()) {
      named = new HashMap<>();
      datasets.forEach(d -> named.computeIfAbsent(d.name, n -> new ArrayList<>()).add(d));
    }
    return named;
  }
}
