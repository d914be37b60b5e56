package dev.rollforward.store.json;

/** The kinds of object that a group stores as JSON, and how each is mended. Immutable. */
public enum ObjectKind {
  /** Says which version of every table is visible. */
  MANIFEST(
      "manifest",
      "Restore this file from a backup, under the same name. Until then the group can be neither"
          + " read nor changed, and its tables stay as they are. Do not delete it or move it away:"
          + " changes that were acknowledged would vanish"),

  /** Says what an operation is about to do. */
  SIDECAR(
      "sidecar",
      "No data is at risk: what is visible is what the manifest says. Restore this file from a"
          + " backup under its own name; or, once no process is working on that operation any more,"
          + " move it out of this folder. Until then changes to the tables that the operation moved"
          + " are refused"),

  /** Says how recovery ended an operation. */
  AUDIT(
      "audit",
      "No data is at risk: what is visible is what the manifest says. Restore this file from a"
          + " backup under its own name, or move it out of this folder; once it is moved away,"
          + " nothing tells any more how that operation ended"),

  /** Says which protocol made a root. */
  ROOT_MARK(
      "root-mark",
      "Restore this file from a backup. If there is none, it may be deleted: the id of the group in"
          + " the first manifest tells the protocol too"),

  /** Says what an operation of the published sweep is about to do. */
  PUBLISHED_SIDECAR(
      "published-sidecar",
      "While it stands, the published sweep opens this root for nobody. Restore it from a backup"
          + " under its own name; or, once no process is working on that operation any more, move"
          + " it out of this folder, and what the operation has moved stays moved"),

  /** Says once how the published sweep ended an operation. */
  PUBLISHED_AUDIT(
      "published-audit",
      "No data is at risk. Restore this file from a backup under its own name, or move it out of"
          + " this folder");

  private final String jsonName;
  private final String mend;

  ObjectKind(String jsonName, String mend) {
    this.jsonName = jsonName;
    this.mend = mend;
  }

  /** The word that stands for it in the envelope. */
  public String jsonName() {
    return jsonName;
  }

  /** What a person can safely do about a damaged, foreign or missing one. */
  public String mend() {
    return mend;
  }
}
