package dev.rollforward;

import java.time.Duration;
import java.util.Objects;

/**
 * Which manifests a clean-up keeps: the newest always, and all that one of these asks for. What is
 * kept can be read as it was, by whoever has a snapshot of it. Each method returns another one,
 * with one thing changed. Immutable.
 */
public final class Retention {
  /**
   * The least {@link #age()} that is taken without {@link #acceptingFailingReaders()}. Nothing that
   * is committed is ever lost; but a process that has a snapshot open which is older than the age,
   * and is not the process that cleans up, fails to read it.
   */
  public static final Duration SAFE_AGE = Duration.ofHours(1);

  private final int commits;
  private final Duration age;
  private final boolean acceptsFailingReaders;
  private final int deletesPerSecond;
  private final Duration staged;
  private final boolean expiresAudits;

  private Retention(
      int commits,
      Duration age,
      boolean acceptsFailingReaders,
      int perSecond,
      Duration staged,
      boolean expiresAudits) {
    this.commits = commits;
    this.age = Objects.requireNonNull(age, "age");
    this.acceptsFailingReaders = acceptsFailingReaders;
    this.deletesPerSecond = perSecond;
    this.staged = Objects.requireNonNull(staged, "staged");
    this.expiresAudits = expiresAudits;
  }

  /**
   * Everything that was visible or staged within the last week, the last commit, and all audit
   * records, at any pace.
   */
  public static Retention ofAWeek() {
    return new Retention(1, Duration.ofDays(7), false, 0, Duration.ofDays(7), false);
  }

  /** How many of the commits that were made last are kept, at least 1. */
  public int commits() {
    return commits;
  }

  /**
   * How long ago, by the clocks of the processes that committed, something may have been visible
   * last to be kept.
   */
  public Duration age() {
    return age;
  }

  /** How many things are deleted in a second at most; 0 for as many as can be. */
  public int deletesPerSecond() {
    return deletesPerSecond;
  }

  /**
   * These, and at least so many commits.
   *
   * @throws IllegalArgumentException if {@code least} is below 1
   */
  public Retention commits(int least) {
    if (least < 1) {
      throw new IllegalArgumentException("commits is " + least + ": the newest is always kept");
    }
    return new Retention(
        least, age, acceptsFailingReaders, deletesPerSecond, staged, expiresAudits);
  }

  /**
   * What was visible so long ago or later.
   *
   * @throws IllegalArgumentException if {@code longest} is negative, or below {@link #SAFE_AGE} and
   *     that was not accepted
   */
  public Retention age(Duration longest) {
    requireSafe(
        "age",
        longest,
        "other processes may still read snapshots that were taken before, and would fail. Keep"
            + " them longer");
    return new Retention(
        commits, longest, acceptsFailingReaders, deletesPerSecond, staged, expiresAudits);
  }

  /**
   * The same, of any age: for a group of which it is known that no other process reads an old
   * snapshot.
   */
  public Retention acceptingFailingReaders() {
    return new Retention(commits, age, true, deletesPerSecond, staged, expiresAudits);
  }

  /**
   * The same, deleting so many things in a second at most, so that others get to their disk.
   *
   * @param perSecond how many, or 0 for as many as can be
   * @throws IllegalArgumentException if {@code perSecond} is below 0
   */
  public Retention deletingAtMost(int perSecond) {
    if (perSecond < 0) {
      throw new IllegalArgumentException("deletesPerSecond is " + perSecond);
    }
    return new Retention(commits, age, acceptsFailingReaders, perSecond, staged, expiresAudits);
  }

  /**
   * How old a file has to be, by the clock of what keeps it, that a transaction has staged or a
   * dead process has left, to go if no version names it.
   */
  public Duration staged() {
    return staged;
  }

  /**
   * The same, but what was staged goes once it is so old and no version names it. A transaction
   * that is still to commit it has to stage it again.
   *
   * @throws IllegalArgumentException if {@code least} is negative, or below {@link #SAFE_AGE} and
   *     that was not accepted
   */
  public Retention staged(Duration least) {
    requireSafe(
        "staged",
        least,
        "transactions that are under way would have to stage their rows again. Keep what is staged"
            + " longer");
    return new Retention(
        commits, age, acceptsFailingReaders, deletesPerSecond, least, expiresAudits);
  }

  private void requireSafe(String what, Duration age, String harm) {
    if (age.isNegative()) {
      throw new IllegalArgumentException(what + " is negative: " + age);
    }
    if (age.compareTo(SAFE_AGE) < 0 && !acceptsFailingReaders) {
      throw new IllegalArgumentException(
          what
              + " is "
              + age
              + ", below "
              + SAFE_AGE
              + ": "
              + harm
              + ", or accept that first by acceptingFailingReaders()");
    }
  }

  /** Whether audit records go with the history that they belong to. */
  public boolean expiresAudits() {
    return expiresAudits;
  }

  /**
   * The same, and the audit records of operations go that were decided before what is kept. Nobody
   * is told any more then how such an operation ended, and an id of a caller ({@link
   * TableGroup#begin(OperationId)}) counts as new.
   */
  public Retention expiringAudits() {
    return new Retention(commits, age, acceptsFailingReaders, deletesPerSecond, staged, true);
  }
}
