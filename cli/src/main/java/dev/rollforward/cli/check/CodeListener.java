package dev.rollforward.cli.check;

/** Is notified of how far a check of the library's code is; by one thread. */
interface CodeListener {
  /**
   * A schedule was played.
   *
   * @param what the scenario and the store
   * @param schedules how many there were of it so far
   */
  void playing(String what, int schedules);

  /** A scenario is over. */
  void finished(CodeOutcome outcome);
}
