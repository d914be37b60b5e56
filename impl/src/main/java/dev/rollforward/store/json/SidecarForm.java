package dev.rollforward.store.json;

import static dev.rollforward.store.json.Forms.require;

import java.util.List;
import java.util.SortedMap;

/**
 * The body of a sidecar.
 *
 * @param actor null if nobody said
 * @param message null if nobody said
 * @param reads a null pin for a name that no table had
 */
record SidecarForm(
    String group,
    String operation,
    long basedOn,
    String patience,
    String actor,
    String message,
    SortedMap<String, String> properties,
    List<Plan> tables,
    SortedMap<String, PinForm> reads,
    SortedMap<String, Long> sources) {
  SidecarForm {
    require(group, "group");
    require(operation, "operation");
    require(patience, "patience");
    require(properties, "properties");
    require(tables, "tables").forEach(table -> require(table, "a table"));
    require(reads, "reads");
    require(sources, "sources").forEach((name, sequence) -> require(sequence, "'" + name + "'"));
  }

  /**
   * What is done to one table.
   *
   * @param to the new name; null if it keeps its name
   * @param expected null if no table had the name
   */
  record Plan(
      String name,
      String dataset,
      String change,
      String to,
      PinForm expected,
      long base,
      List<Commit> commits) {
    Plan {
      require(name, "name");
      require(dataset, "dataset");
      require(change, "change");
      require(commits, "commits").forEach(commit -> require(commit, "a commit"));
    }
  }

  /** One planned commit. */
  record Commit(String transaction, long read) {
    Commit {
      require(transaction, "transaction");
    }
  }
}
