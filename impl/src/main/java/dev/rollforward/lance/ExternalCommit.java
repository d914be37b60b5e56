package dev.rollforward.lance;

import java.util.Objects;
import java.util.Optional;

/**
 * A version of a table that no operation of ours made: another tool committed it.
 *
 * @param version its number
 * @param kind what Lance calls its operation, such as {@code "Append"} or {@code "Rewrite"}; {@link
 *     #UNKNOWN} if it has no transaction, or one that Lance's Java binding cannot represent
 * @param transaction the uuid of its transaction, in Lance's words; empty where the kind is unknown
 */
public record ExternalCommit(long version, String kind, Optional<String> transaction) {
  /** The kind of a version whose transaction cannot be read. */
  public static final String UNKNOWN = "Unknown";

  /** Checks for nulls. */
  public ExternalCommit {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(transaction, "transaction");
  }
}
