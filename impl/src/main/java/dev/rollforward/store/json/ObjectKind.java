package dev.rollforward.store.json;

import java.util.Objects;

/**
 * A kind of object that is stored as JSON, with a format of its own. Immutable.
 *
 * @param jsonName the word that names it in the first line of a file: lower-case letters and
 *     hyphens
 * @param format the format that this release writes, and the newest that it knows in full; at least
 *     2
 * @param minReader the least format that a release must know to read what this one writes; at most
 *     {@code format}
 * @param remedy what a person can safely do about a damaged, foreign or missing one
 */
public record ObjectKind(String jsonName, int format, int minReader, String remedy) {
  /** The first format that is still read. Format 1 was never released. */
  public static final int OLDEST_FORMAT = 2;

  /** Says which version of every table is visible. */
  public static final ObjectKind MANIFEST =
      new ObjectKind(
          "manifest",
          2,
          2,
          "Restore this file from a backup, under the same name. Until then the group can be neither"
              + " read nor changed, and its tables stay as they are. Do not delete it or move it away:"
              + " changes that were acknowledged would vanish");

  /** Says what an operation is about to do. */
  public static final ObjectKind SIDECAR =
      new ObjectKind(
          "sidecar",
          2,
          2,
          "No data is at risk: what is visible is what the manifest says. Move this file out of its"
              + " folder once no process is working on that operation any more. Until then changes to"
              + " the tables that the operation moved are refused");

  /** Says how recovery ended an operation. */
  public static final ObjectKind AUDIT =
      new ObjectKind(
          "audit",
          2,
          2,
          "No data is at risk: what is visible is what the manifest says. Restore this file from a"
              + " backup under its own name, or move it out of this folder; once it is moved away,"
              + " nothing says any more how that operation ended");

  /** Says below which number manifests may have been deleted. */
  public static final ObjectKind CLEAN_UP =
      new ObjectKind(
          "clean-up",
          2,
          2,
          "Restore this file from a backup, under the same name. Until then the group can be neither"
              + " read nor changed. Do not delete it: a process that was stopped before a clean-up"
              + " could take a number again that the clean-up has freed");

  /** Keeps what a manifest shows from being cleaned up. */
  public static final ObjectKind LEASE =
      new ObjectKind(
          "lease",
          2,
          2,
          "No data is at risk. Move this file out of its folder once no process reads a snapshot any"
              + " more; until then nothing is cleaned up");

  /** Says which protocol made a root. */
  public static final ObjectKind ROOT_MARK =
      new ObjectKind(
          "root-mark",
          2,
          2,
          "Restore this file from a backup. If there is none, it may be deleted: the id of the group in"
              + " the first manifest names the protocol too");

  /**
   * @throws IllegalArgumentException if the numbers contradict each other
   */
  public ObjectKind {
    Objects.requireNonNull(jsonName, "jsonName");
    Objects.requireNonNull(remedy, "remedy");
    if (minReader < OLDEST_FORMAT || format < minReader) {
      throw new IllegalArgumentException(
          "format " + format + " of " + jsonName + " cannot be for readers of " + minReader);
    }
  }
}
