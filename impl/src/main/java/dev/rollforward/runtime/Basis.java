package dev.rollforward.runtime;

/** What a transaction is prepared for, and how often it may be attempted. */
enum Basis {
  /** The tables as they are when it is committed; it is attempted again where that may help. */
  NEWEST,
  /** The tables as a snapshot shows them, and no others. */
  SNAPSHOT,
  /** The tables as they are when it is committed, under an id of its caller's. */
  ONCE
}
