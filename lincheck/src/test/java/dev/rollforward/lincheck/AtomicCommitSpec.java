package dev.rollforward.lincheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code spec/AtomicCommit.tla} over the tables a and b, in plain sequential Java. Each commit here
 * is one that succeeds; those that fail, and those whose caller died or stalled, are {@link
 * #failed} and {@link #nothing}: which of them an operation was is for {@link AtomicCommitVerifier}
 * to say.
 *
 * <p>Public, as Lincheck needs it.
 */
public class AtomicCommitSpec {
  private final List<Integer> a = new ArrayList<>();
  private final List<Integer> b = new ArrayList<>();
  // How long the tables were in the snapshot that a thread holds; at first they were empty.
  private final Map<Integer, List<Integer>> held = new TreeMap<>();

  /** One row more in both tables. */
  public Outcome commitBoth(int thread, int row) {
    a.add(row);
    b.add(row);
    return Outcome.COMMITTED;
  }

  /** One row more in table a. */
  public Outcome commitA(int thread, int row) {
    a.add(row);
    return Outcome.COMMITTED;
  }

  /** One row more in both tables, if neither has moved since the thread's snapshot. */
  public Outcome commitOnSnapshot(int thread, int row) {
    boolean unmoved = lengths().equals(held.getOrDefault(thread, List.of(0, 0)));
    return unmoved ? commitBoth(thread, row) : Outcome.MOVED;
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
    return show(a, b);
  }

  /** As a snapshot, whatever the thread has seen before. */
  public String refresh(int thread) {
    return snapshot(thread);
  }

  static String show(List<?> a, List<?> b) {
    return "a=" + a + " b=" + b;
  }

  private List<Integer> lengths() {
    return Arrays.asList(a.size(), b.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AtomicCommitSpec spec
        && a.equals(spec.a)
        && b.equals(spec.b)
        && held.equals(spec.held);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * a.hashCode() + b.hashCode()) + held.hashCode();
  }
}
