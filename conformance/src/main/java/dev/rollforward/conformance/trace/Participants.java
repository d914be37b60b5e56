package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The operations and datasets that the traces of some groups name, numbered for TLC. */
final class Participants {
  /** Stands for what nobody has made yet where a name was read that no table had. */
  private static final String NO_DATASET = "no dataset called ";

  /** How far a source was taken in that never was; far below what is. */
  static final int NEVER = -2_000_000_000;

  private final List<Op> ops = new ArrayList<>();
  private final List<Dataset> datasets = new ArrayList<>();
  private final List<GroupParticipants> groups = new ArrayList<>();

  /** The operations and datasets of one group. */
  static final class GroupParticipants {
    final GroupTrace trace;
    final Map<String, Op> ops = new LinkedHashMap<>();
    final Map<String, Dataset> datasets = new LinkedHashMap<>();
    final Map<String, Integer> sources = new TreeMap<>();
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

  /** How far each source was taken in before the first event. */
  Map<String, Integer> sources() {
    Map<String, Integer> sources = new TreeMap<>();
    groups.forEach(group -> sources.putAll(group.sources));
    return sources;
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
    Op op = new Op(ops.size() + 1, id, groups.size());
    ops.add(op);
    return op;
  }

  private void plan(Op op, GroupParticipants group) {
    Map<String, String> ids = new TreeMap<>();
    Map<String, List<String>> kinds = new TreeMap<>();
    Map<String, String> replaces = new TreeMap<>();
    Map<String, String> renames = new TreeMap<>();
    Set<String> creates = new TreeSet<>();
    Set<String> reads = new TreeSet<>();
    List<String> order = new ArrayList<>();
    for (TraceEvent event : op.remaining) {
      event.table().ifPresent(order::add);
      if (event.has("datasets")) {
        ids.putAll(event.<String>map("datasets"));
        kinds.putAll(event.<List<String>>map("kinds"));
        creates.addAll(event.list("creates"));
        reads.addAll(event.has("reads") ? event.list("reads") : List.of());
        replaces.putAll(event.has("replaces") ? event.map("replaces") : Map.of());
        renames.putAll(event.has("renames") ? event.map("renames") : Map.of());
        takeIn(op, event);
      }
    }
    order.addAll(ids.keySet());
    for (String table : order) {
      if (ids.containsKey(table) && !reads.contains(table) && op.dataset(table) == null) {
        Dataset dataset = dataset(group, op, ids.get(table), table);
        dataset.created |= creates.contains(table) || replaces.containsKey(table);
        plan(op, table, dataset, kinds.getOrDefault(table, List.of()), renames.get(table));
      }
    }
    replaces.forEach((table, id) -> op.replaced.put(table, dataset(group, op, id, table)));
    for (String table : reads) {
      op.reads.put(table, dataset(group, op, ids.getOrDefault(table, NO_DATASET + table), table));
    }
  }

  /** Sources of different groups have different names, like their tables. */
  private void takeIn(Op op, TraceEvent event) {
    if (event.has("sources")) {
      event
          .<Long>map("sources")
          .forEach(
              (name, sequence) -> {
                op.source = Optional.of(op.full(name));
                op.sequence = Math.toIntExact(sequence);
              });
    }
  }

  /** What commits nothing to its dataset drops it or gives it another name. */
  private static void plan(
      Op op, String table, Dataset dataset, List<String> kinds, String newName) {
    if (newName != null) {
      op.renamed.put(table, dataset);
      op.newNames.put(table, newName);
      return;
    }
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

  private Dataset dataset(GroupParticipants group, Op op, String id, String table) {
    return group.datasets.computeIfAbsent(
        id,
        key -> {
          Dataset dataset = new Dataset(datasets.size() + 1, op.full(table));
          datasets.add(dataset);
          return dataset;
        });
  }
}
