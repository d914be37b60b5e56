package dev.rollforward.lincheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code spec/AtomicCommit.tla} over a few tables, in plain sequential Java: what {@link Work} does
 * to lists, and no protocol. Each commit here is one that succeeds; those that fail, and those
 * whose caller died or stalled, are {@link #failed} and {@link #nothing}: which of them an
 * operation was is for {@link AtomicCommitVerifier} to say.
 *
 * <p>Public, as Lincheck needs it.
 */
public class AtomicCommitSpec {
  private final SortedMap<String, List<String>> tables = new TreeMap<>();
  // How long tables a and b were in the snapshot that a thread holds; at first they were empty.
  private final Map<Integer, List<Integer>> held = new TreeMap<>();
  private int takenIn;

  /** A group of two empty tables. */
  public AtomicCommitSpec() {
    tables.put("a", new ArrayList<>());
    tables.put("b", new ArrayList<>());
  }

  /** The whole of {@code work}, if it can be done to these tables. */
  public Outcome commit(int thread, int row, Work work) {
    return work.applyTo(tables, "" + row) ? Outcome.COMMITTED : Outcome.IMPOSSIBLE;
  }

  /** One row more in both tables, if neither has moved since the thread's snapshot. */
  public Outcome commitOnSnapshot(int thread, int row) {
    boolean unmoved = lengths().equals(held.getOrDefault(thread, List.of(0, 0)));
    return unmoved ? commit(thread, row, Work.APPEND) : Outcome.MOVED;
  }

  /** Adds to {@code a} what {@code b} holds. */
  public Outcome copyToA(int thread, int row) {
    return copy("b", "a", row);
  }

  /** Adds to {@code b} what {@code a} holds. */
  public Outcome copyToB(int thread, int row) {
    return copy("a", "b", row);
  }

  private Outcome copy(String from, String to, int row) {
    tables.get(to).add(copied(tables.get(from), row));
    return Outcome.COMMITTED;
  }

  /** What is written of {@code rows} that were read. */
  static String copied(List<String> rows, int row) {
    return row + " of " + rows.size();
  }

  /** One row more in {@code a}, unless the stream was taken in as far already. */
  public Outcome takeIn(int thread, int row, int sequence) {
    if (sequence <= takenIn) {
      return Outcome.REPEATED;
    }
    takenIn = sequence;
    return commit(thread, row, Work.APPEND_TO_A);
  }

  /** A commit that was aborted: no row more, anywhere. */
  public Outcome failed() {
    return Outcome.FAILED;
  }

  /** What changes nothing by itself: if it has an effect, then as an operation of its own. */
  public void nothing() {}

  /** Opens: changes nothing that can be seen. */
  public void open(int thread) {}

  /** Changes nothing that can be seen. */
  public void recover(int thread) {}

  /** All rows of all tables, at one moment. */
  public String snapshot(int thread) {
    held.put(thread, lengths());
    return show(tables);
  }

  /** As a snapshot, whatever the thread has seen before. */
  public String refresh(int thread) {
    return snapshot(thread);
  }

  static String show(SortedMap<String, List<String>> tables) {
    StringBuilder shown = new StringBuilder();
    for (Map.Entry<String, List<String>> table : tables.entrySet()) {
      shown.append(shown.isEmpty() ? "" : " ");
      shown.append(table.getKey()).append('=').append(table.getValue());
    }
    return shown.toString();
  }

  private List<Integer> lengths() {
    return Arrays.asList(tables.get("a").size(), tables.get("b").size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AtomicCommitSpec spec
        && tables.equals(spec.tables)
        && held.equals(spec.held)
        && takenIn == spec.takenIn;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * tables.hashCode() + held.hashCode()) + takenIn;
  }
}
