package dev.rollforward.published.json;

import dev.rollforward.store.json.ObjectKind;

/** The kinds of object that only the published sweep stores. */
final class Kinds {
  /** Says what an operation is about to do. */
  static final ObjectKind SIDECAR =
      new ObjectKind(
          "published-sidecar",
          2,
          2,
          "While it exists, the published sweep refuses to open this root. Restore it from a backup"
              + " under its own name; or, once no process is working on that operation any more,"
              + " move it out of this folder, and what the operation has moved stays moved");

  /** Says once how an operation ended. */
  static final ObjectKind AUDIT =
      new ObjectKind(
          "published-audit",
          2,
          2,
          "No data is at risk. Restore this file from a backup under its own name, or move it out"
              + " of this folder");

  private Kinds() {}
}
