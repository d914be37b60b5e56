package dev.rollforward.published;

import dev.rollforward.published.core.Variant;
import dev.rollforward.published.engine.SidecarSweep.Mode;
import dev.rollforward.published.engine.SweepListener;
import java.util.Objects;

/**
 * How to open a root of the published sweep. Immutable; start from {@link #asMerged()}.
 *
 * @param variant of the fix
 * @param mode what the sweep of the open may do
 * @param actor what sidecars and audit entries call this process
 * @param listener is notified of every step
 */
public record PublishedOptions(Variant variant, Mode mode, String actor, SweepListener listener) {
  /** Checks for nulls. */
  public PublishedOptions {
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(listener, "listener");
  }

  /** As merged, with a sweep that may do everything. */
  public static PublishedOptions asMerged() {
    return new PublishedOptions(
        Variant.AS_MERGED,
        Mode.Full,
        "process " + ProcessHandle.current().pid(),
        SweepListener.NONE);
  }

  /** These options with another {@link #variant()}. */
  public PublishedOptions withVariant(Variant newVariant) {
    return new PublishedOptions(newVariant, mode, actor, listener);
  }

  /** These options with another {@link #mode()}. */
  public PublishedOptions withMode(Mode newMode) {
    return new PublishedOptions(variant, newMode, actor, listener);
  }

  /** These options with another {@link #actor()}. */
  public PublishedOptions withActor(String newActor) {
    return new PublishedOptions(variant, mode, newActor, listener);
  }

  /** These options with another {@link #listener()}. */
  public PublishedOptions withListener(SweepListener newListener) {
    return new PublishedOptions(variant, mode, actor, newListener);
  }
}
