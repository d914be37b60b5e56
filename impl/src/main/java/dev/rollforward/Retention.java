package dev.rollforward;

import java.time.Duration;
import java.util.Objects;

/**
 * Which manifests a clean-up keeps: the newest always, and all that one of these asks for. What is
 * kept can be read as it was, by whoever has a snapshot of it. Immutable.
 *
 * @param commits how many of the commits that were made last are kept, at least 1
 * @param age how long ago, by the clocks of the processes that committed, something may have been
 *     visible last to be kept
 * @param acceptsFailingReaders whether {@code age} may be below {@link #SAFE_AGE}
 * @param deletesPerSecond how many things are deleted in a second at most; 0 for as many as can be
 * @param staged how old a file has to be that a transaction has staged, or a dead process has left,
 *     to go if no version names it. What is still to be committed then has to be staged again
 * @param expiresAudits whether the audit records of operations go that were decided before what is
 *     kept. Nobody is told any more then how such an operation ended, and an id of a caller ({@link
 *     TableGroup#begin(OperationId)}) counts as new
 */
public record Retention(
    int commits,
    Duration age,
    boolean acceptsFailingReaders,
    int deletesPerSecond,
    Duration staged,
    boolean expiresAudits) {
  /**
   * The least {@code age} that is taken without {@link #acceptingFailingReaders()}. Nothing that is
   * committed is ever lost; but a process that has a snapshot open which is older than the age, and
   * is not the process that cleans up, fails to read it.
   */
  public static final Duration SAFE_AGE = Duration.ofHours(1);

  /** How old what was staged has to be to go, if nobody says otherwise. */
  public static final Duration STAGED_AGE = Duration.ofDays(7);

  /**
   * @throws IllegalArgumentException if {@code commits} is below 1, or {@code deletesPerSecond}
   *     below 0, or {@code age} is negative, or below {@link #SAFE_AGE} without {@code
   *     acceptsFailingReaders}; or {@code staged} is
   */
  public Retention {
    Objects.requireNonNull(age, "age");
    if (commits < 1) {
      throw new IllegalArgumentException("commits is " + commits + ": the newest is always kept");
    }
    if (deletesPerSecond < 0) {
      throw new IllegalArgumentException("deletesPerSecond is " + deletesPerSecond);
    }
    if (age.isNegative()) {
      throw new IllegalArgumentException("age is negative: " + age);
    }
    Objects.requireNonNull(staged, "staged");
    if (staged.isNegative()) {
      throw new IllegalArgumentException("staged is negative: " + staged);
    }
    if (staged.compareTo(SAFE_AGE) < 0 && !acceptsFailingReaders) {
      throw new IllegalArgumentException(
          "staged is "
              + staged
              + ", below "
              + SAFE_AGE
              + ": transactions that are under way would have to stage their rows again. Keep what"
              + " is staged longer, or accept that by acceptingFailingReaders()");
    }
    if (age.compareTo(SAFE_AGE) < 0 && !acceptsFailingReaders) {
      throw new IllegalArgumentException(
          "age is "
              + age
              + ", below "
              + SAFE_AGE
              + ": other processes may still read snapshots that were taken before, and would fail."
              + " Keep them longer, or accept that by acceptingFailingReaders()");
    }
  }

  /**
   * Without a limit to what is deleted in a second, and with what was staged in the last {@link
   * #STAGED_AGE} and all audit records.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public Retention(int commits, Duration age, boolean acceptsFailingReaders) {
    this(commits, age, acceptsFailingReaders, 0, STAGED_AGE, false);
  }

  /** Everything that was visible within the last week, and the last commit. */
  public static Retention ofAWeek() {
    return new Retention(1, Duration.ofDays(7), false);
  }

  /** These, and at least so many commits. */
  public Retention commits(int least) {
    return new Retention(
        least, age, acceptsFailingReaders, deletesPerSecond, staged, expiresAudits);
  }

  /**
   * What was visible so long ago or later.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public Retention age(Duration longest) {
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
   * @throws IllegalArgumentException as the constructor
   */
  public Retention deletingAtMost(int perSecond) {
    return new Retention(commits, age, acceptsFailingReaders, perSecond, staged, expiresAudits);
  }

  /**
   * The same, but what was staged goes once it is so old and no version names it.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public Retention staged(Duration least) {
    return new Retention(
        commits, age, acceptsFailingReaders, deletesPerSecond, least, expiresAudits);
  }

  /** The same, and audit records go with the history that they belong to. */
  public Retention expiringAudits() {
    return new Retention(commits, age, acceptsFailingReaders, deletesPerSecond, staged, true);
  }
}
