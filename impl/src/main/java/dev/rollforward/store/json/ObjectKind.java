package dev.rollforward.store.json;

/**
 * A kind of object that is stored as JSON, and how it is mended. Immutable.
 *
 * @param jsonName the word that stands for it in the envelope
 * @param mend what a person can safely do about a damaged, foreign or missing one
 */
public record ObjectKind(String jsonName, String mend) {
  /** Says which version of every table is visible. */
  public static final ObjectKind MANIFEST =
      new ObjectKind(
          "manifest",
          "Restore this file from a backup, under the same name. Until then the group can be neither"
              + " read nor changed, and its tables stay as they are. Do not delete it or move it away:"
              + " changes that were acknowledged would vanish");

  /** Says what an operation is about to do. */
  public static final ObjectKind SIDECAR =
      new ObjectKind(
          "sidecar",
          "No data is at risk: what is visible is what the manifest says. Restore this file from a"
              + " backup under its own name; or, once no process is working on that operation any more,"
              + " move it out of this folder. Until then changes to the tables that the operation moved"
              + " are refused");

  /** Says how recovery ended an operation. */
  public static final ObjectKind AUDIT =
      new ObjectKind(
          "audit",
          "No data is at risk: what is visible is what the manifest says. Restore this file from a"
              + " backup under its own name, or move it out of this folder; once it is moved away,"
              + " nothing tells any more how that operation ended");

  /** Says which protocol made a root. */
  public static final ObjectKind ROOT_MARK =
      new ObjectKind(
          "root-mark",
          "Restore this file from a backup. If there is none, it may be deleted: the id of the group in"
              + " the first manifest tells the protocol too");
}
