package dev.rollforward.core;

import java.util.Map;
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
   * A stream was taken in as far already, or farther.
   *
   * @param name the stream
   * @param sequence how far the operation takes it in
   * @param source how far it was taken in
   */
  public record SourceDone(String name, long sequence, Source source) implements Attempt {
    @Override
    public String toString() {
      return "source '"
          + name
          + "' was taken in up to "
          + source.sequence()
          + " by operation "
          + source.operation()
          + ", and this is "
          + sequence;
    }
  }

  /**
   * Somebody has decided already.
   *
   * @param decision that decision
   */
  public record AlreadyDecided(Decision decision) implements Attempt {}

  /**
   * A clean-up has announced since it was prepared that old staged files are nobody's, so that what
   * it has committed may lack some. Spec: not {@code IsRecent}.
   *
   * @param stale what was announced
   */
  public record Outdated(Stale stale) implements Attempt {
    @Override
    public String toString() {
      return "manifest "
          + stale.manifest()
          + " announced a clean-up of staged files after it was prepared";
    }
  }

  /** What publishing {@code sidecar}, all of whose changes have landed clean, means now. */
  public static Attempt attempt(Manifest manifest, Sidecar sidecar) {
    Objects.requireNonNull(manifest, "manifest");
    Optional<Decision> decision = manifest.decisionOf(sidecar.operation());
    if (decision.isPresent()) {
      return new AlreadyDecided(decision.get());
    }
    Optional<SourceDone> done = sourceDone(manifest, sidecar.sources());
    if (done.isPresent()) {
      return done.get();
    }
    Optional<ExpectedVersionMismatch> mismatch =
        sidecar.expected().mismatchIn(manifest).or(() -> overtaken(manifest, sidecar));
    if (mismatch.isPresent()) {
      return new Moved(mismatch.get());
    }
    return sidecar.committing().isEmpty() || manifest.kept().isRecent(sidecar.basedOn())
        ? new Ready(next(manifest, sidecar))
        : new Outdated(manifest.kept().stale().orElseThrow());
  }

  /**
   * The first of {@code sources}, by name, that was taken in as far already.
   *
   * @param sources how far an operation takes in which streams
   */
  public static Optional<SourceDone> sourceDone(Manifest manifest, Map<String, Long> sources) {
    return sources.entrySet().stream()
        .flatMap(ours -> done(manifest, ours.getKey(), ours.getValue()).stream())
        .findFirst();
  }

  private static Optional<SourceDone> done(Manifest manifest, String name, long sequence) {
    return manifest
        .source(name)
        .filter(source -> source.sequence() >= sequence)
        .map(source -> new SourceDone(name, sequence, source));
  }

  /**
   * A table that it commits to must have the very pin. A change that leaves the rows as they are
   * may have been published above its commits, once a stale repair had buried them; then the pin
   * would go back. Spec: {@code Expects}.
   */
  private static Optional<ExpectedVersionMismatch> overtaken(Manifest manifest, Sidecar sidecar) {
    return sidecar.committing().stream()
        .filter(plan -> !plan.change().makesDataset())
        .filter(plan -> !plan.expected().equals(manifest.pin(plan.name())))
        .findFirst()
        .map(
            plan ->
                new ExpectedVersionMismatch(
                    plan.name(), versionOf(plan.expected()), versionOf(manifest.pin(plan.name()))));
  }

  private static long versionOf(Optional<Pin> pin) {
    return pin.map(Pin::version).orElse(Pin.ABSENT);
  }

  private static Manifest next(Manifest manifest, Sidecar sidecar) {
    return manifest.committing(sidecar);
  }
}
