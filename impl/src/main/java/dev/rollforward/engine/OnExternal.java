package dev.rollforward.engine;

/** What a writer does about what an external tool has committed above a table's pin. */
public enum OnExternal {
  /** Nothing is done, and the rejection names the version. */
  REFUSE,
  /** The change is made on top of it, so that both become visible together. */
  ADOPT,
  /** The pin is restored over it. */
  DISCARD
}
