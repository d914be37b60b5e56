package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who takes part in the traces of some groups: operations and datasets, numbered for TLC. */
final class Participants {
  private final List<Op> ops = new ArrayList<>();
  private final List<Dataset> datasets = new ArrayList<>();
  private final List<GroupParticipants> groups = new ArrayList<>();

  /** Those of one group. */
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

  /** Adds all that {@code trace} names. */
  GroupParticipants add(GroupTrace trace) {
    GroupParticipants company = new GroupParticipants(trace);
    groups.add(company);
    for (TraceEvent event : trace.events()) {
      Op op = company.ops.computeIfAbsent(event.operation(), this::newOp);
      if (!event.isSweep()) {
        op.coming.add(event);
      }
    }
    company.ops.values().forEach(op -> plan(op, company));
    new InitialState(company).settle();
    return company;
  }

  private Op newOp(String id) {
    Op op = new Op(ops.size() + 1, id);
    ops.add(op);
    return op;
  }

  private void plan(Op op, GroupParticipants company) {
    Map<String, String> ids = new TreeMap<>();
    List<String> creates = new ArrayList<>();
    List<String> order = new ArrayList<>();
    for (TraceEvent event : op.coming) {
      event.table().ifPresent(order::add);
      if (event.has("datasets")) {
        ids.putAll(event.<String>map("datasets"));
        creates.addAll(event.list("creates"));
      }
    }
    order.addAll(ids.keySet());
    for (String table : order) {
      if (ids.containsKey(table)) {
        Dataset dataset = dataset(company, ids.get(table), table);
        dataset.created |= creates.contains(table);
        op.datasets.putIfAbsent(table, dataset);
      }
    }
  }

  private Dataset dataset(GroupParticipants company, String id, String table) {
    return company.datasets.computeIfAbsent(
        id,
        key -> {
          Dataset dataset = new Dataset(datasets.size() + 1, groups.size() + "/" + table);
          datasets.add(dataset);
          return dataset;
        });
  }

  /** The datasets that stand for a table of {@code op}. */
  Collection<Dataset> relevant(Op op) {
    Map<Integer, Dataset> relevant = new TreeMap<>();
    op.datasets
        .values()
        .forEach(own -> byName().get(own.name).forEach(d -> relevant.put(d.number, d)));
    return relevant.values();
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
