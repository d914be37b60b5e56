package dev.rollforward;

/** Which rows of an upsert count, according to whether the table has a row with the same key. */
public enum UpsertMode {
  /** All: those whose key the table has replace its rows, and the rest are added. */
  UPDATE_AND_INSERT,
  /** Those whose key the table does not have are added; the rest are left out. */
  INSERT_ONLY,
  /** Those whose key the table has replace its rows; the rest are left out. */
  UPDATE_ONLY
}
