package dev.rollforward.core;

import java.util.Objects;
import java.util.Optional;

/**
 * The manifest that makes an operation visible: decision and pins in one compare-and-set (rule 2).
 * Spec: {@code WithCommit}, {@code MayPublish}.
 */
public final class Publish {
  private Publish() {}

  /** What may become of a publish against one manifest. */
  public sealed interface Attempt {}

  /**
   * It may be published.
   *
   * @param next the manifest to create
   */
  public record Ready(Manifest next) implements Attempt {}

  /**
   * A pin is not the expected one; it never will be again.
   *
   * @param mismatch the table, and both versions
   */
  public record Moved(ExpectedVersionMismatch mismatch) implements Attempt {}

  /**
   * Somebody has decided already.
   *
   * @param decision what stands
   */
  public record AlreadyDecided(Decision decision) implements Attempt {}

  /** What publishing {@code sidecar}, all of whose changes have landed clean, means now. */
  public static Attempt attempt(Manifest manifest, Sidecar sidecar) {
    Objects.requireNonNull(manifest, "manifest");
    Optional<Decision> decision = manifest.decisionOf(sidecar.operation());
    if (decision.isPresent()) {
      return new AlreadyDecided(decision.get());
    }
    Optional<ExpectedVersionMismatch> mismatch = sidecar.expected().mismatchIn(manifest);
    return mismatch.isPresent()
        ? new Moved(mismatch.get())
        : new Ready(manifest.committing(sidecar));
  }
}
