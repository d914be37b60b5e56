package dev.rollforward.lincheck;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code spec/AtomicCommit.tla} over the tables a and b, in plain sequential Java. Each commit here
 * is one that succeeds; those that fail, and those whose caller died, are {@link #failed} and
 * {@link #died}: which of them an operation was is for {@link AtomicCommitVerifier} to say.
 *
 * <p>Public, as Lincheck needs it.
 */
public class AtomicCommitSpec {
  private final List<Integer> a = new ArrayList<>();
  private final List<Integer> b = new ArrayList<>();

  /** One row more in both tables. */
  public Told commitBoth(int row) {
    a.add(row);
    b.add(row);
    return Told.COMMITTED;
  }

  /** One row more in table a. */
  public Told commitA(int row) {
    a.add(row);
    return Told.COMMITTED;
  }

  /** A commit that was aborted: no row more, anywhere. */
  public Told failed() {
    return Told.FAILED;
  }

  /** A caller that died: if its commit takes effect, then as an operation of its own. */
  public Told died() {
    return Told.NOTHING;
  }

  /** Changes nothing that can be seen. */
  public void recover() {}

  /** All rows of all tables, at one moment. */
  public String snapshot() {
    return show(a, b);
  }

  static String show(List<?> a, List<?> b) {
    return "a=" + a + " b=" + b;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AtomicCommitSpec spec && a.equals(spec.a) && b.equals(spec.b);
  }

  @Override
  public int hashCode() {
    return 31 * a.hashCode() + b.hashCode();
  }
}
