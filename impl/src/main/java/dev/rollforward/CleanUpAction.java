package dev.rollforward;

/**
 * The actions of a clean-up in {@code spec/CleanUp.tla}, by their own names: the method that
 * performs one, the event it emits and the failpoints on both sides of it are called this. What the
 * model calls {@code CleanUpBelieve} is a part of every put of a manifest.
 */
public enum CleanUpAction {
  /** It lists old files, reads the newest manifest, and finds what goes. */
  CleanUpPlan,
  /** It says in a manifest what may be gone from then on. */
  CleanUpAnnounce,
  /** It records its boundary, before it deletes anything. */
  CleanUpRecord,
  /** It looks which manifests somebody reads. */
  CleanUpNoteLeases,
  /** It deletes a file of superseded versions, or all of a dataset. */
  CleanUpVersion,
  /** It deletes something that was staged, or half written, and that no version names. */
  CleanUpFile,
  /** It deletes a manifest. */
  CleanUpManifest,
  /** It deletes an audit record. */
  CleanUpAudit
}
