package dev.rollforward.published.core;

import dev.rollforward.core.TableId;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a sidecar says of one table that it moves.
 *
 * @param path the dataset
 * @param expected the pin that its writer read
 * @param postCommit the version that one commit upon the expected pin makes
 * @param confirmed the version that its commits have reached, in the second put of a {@link
 *     WriterKind.Match#Confirmed} kind
 */
public record SidecarPin(TableId path, long expected, long postCommit, OptionalLong confirmed) {
  /**
   * @throws IllegalArgumentException if a version is below 1
   */
  public SidecarPin {
    Objects.requireNonNull(path, "path");
    if (expected < 1 || postCommit < 1 || confirmed.orElse(1) < 1) {
      throw new IllegalArgumentException("a version of " + path + " in a sidecar is below 1");
    }
  }

  /** The pin of a first put. */
  public static SidecarPin armed(TableId path, long expected) {
    return new SidecarPin(path, expected, expected + 1, OptionalLong.empty());
  }

  /** This pin with the version that was reached. */
  public SidecarPin confirmedAt(long version) {
    return new SidecarPin(path, expected, postCommit, OptionalLong.of(version));
  }
}
