package dev.rollforward;

import java.util.List;

/** What a recovery did. Immutable; implemented by this library only. */
public interface RecoveryReport {
  /** The operations that it brought to their end, in the order in which it did. */
  List<Finished> finished();

  /**
   * The operations that it left as they are. Either they are incomplete, and their owners may still
   * be busy with them: {@link TableGroup#recover()}, or the next transaction on one of their
   * tables, rolls them back. Or they are rolled back, but to undo them on a table would take away
   * what an external tool has committed to it since: a transaction on that table has to say {@link
   * Transaction#adoptExternal} or {@link Transaction#discardExternal} first. None of those that
   * this handle is committing itself are named.
   */
  List<Pending> pending();

  /**
   * What it could not act on and left as it was; operations on tables that none of these concerns
   * go on.
   */
  List<StoreException> problems();

  /** An operation that was finished. */
  interface Finished {
    /** The operation. */
    OperationId operation();

    /** Whether it was rolled forward ({@code COMMITTED}) or back ({@code ABORTED}). */
    Verdict verdict();

    /** Why it was decided so, in words. */
    String reason();
  }

  /** An operation that was left unfinished. */
  interface Pending {
    /** The operation. */
    OperationId operation();

    /** What it lacks, in words. */
    String reason();
  }
}
