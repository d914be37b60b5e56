package dev.rollforward.core;

/** What an operation does to one table. */
public enum ChangeKind {
  /** The table comes into being, under an identity of its own, at Lance version 1. */
  CREATE,
  /** Rows are added to the version the operation was prepared against. */
  APPEND
}
