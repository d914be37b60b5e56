package dev.rollforward.failpoint;

/** A catalogue for the tests of this package. */
enum Sample implements FailpointName {
  First,
  Second
}
