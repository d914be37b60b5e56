package dev.rollforward.lance;

import java.util.regex.Pattern;

/**
 * What Lance's exceptions mean. Lance gives conflicts no class of their own, so class and message
 * prefix decide; {@code LanceErrorsTest} holds the real messages against this.
 */
final class LanceErrors {
  private static final Pattern RUST_LOCATION =
      Pattern.compile("(, (location: )?/\\S+\\.rs:\\d+:\\d+)+\\s*$");

  /** The kinds of failure that the store distinguishes. */
  enum Kind {
    /** A concurrent transaction excludes this one. Found before anything was written. */
    INCOMPATIBLE,
    /** Somebody else created the manifest that this transaction wanted to create. */
    LOST_PUT,
    /** The same, for the first manifest of a dataset. */
    ALREADY_EXISTS,
    /** The dataset, or the version asked for, is not there. */
    NOT_FOUND,
    /** Rows were to be written for a table whose HEAD has another schema. */
    OTHER_SCHEMA,
    /** A transaction of a kind that the Java binding cannot make an object of. */
    UNREPRESENTABLE,
    /** Anything else. Of a commit: it may have landed. */
    OTHER
  }

  private LanceErrors() {}

  static Kind kindOf(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof IllegalArgumentException) {
      return kindOfArgument(message);
    }
    if (message.startsWith("Invalid number or type of arguments passed to java method: ")) {
      return Kind.UNREPRESENTABLE;
    }
    if (message.startsWith("Append with different schema: ")) {
      return Kind.OTHER_SCHEMA;
    }
    boolean conflict =
        message.startsWith("Incompatible transaction: ")
            || message.startsWith("Retryable commit conflict for version ");
    return failure instanceof RuntimeException && conflict ? Kind.INCOMPATIBLE : Kind.OTHER;
  }

  private static Kind kindOfArgument(String message) {
    if (message.startsWith("Commit conflict for version ")) {
      return Kind.LOST_PUT;
    }
    if (message.startsWith("Dataset already exists")) {
      return Kind.ALREADY_EXISTS;
    }
    boolean notFound = message.startsWith("Dataset at path ") && message.contains(" was not found");
    return notFound ? Kind.NOT_FOUND : Kind.OTHER;
  }

  /** Lance's own words, without the places in its source code. */
  static String reason(Exception failure) {
    return RUST_LOCATION.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
  }
}
