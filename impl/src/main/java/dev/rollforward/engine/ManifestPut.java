package dev.rollforward.engine;

import dev.rollforward.Facts;
import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;

/**
 * How an attempt to create the next manifest ended.
 *
 * @param manifest what was to be created, pruned; of one lost for good, the manifest that says so
 * @param answer what the store said
 */
record ManifestPut(Manifest manifest, Answer answer) {
  /** What the store said. */
  enum Answer {
    /** It exists. */
    WON,
    /** Somebody else's exists in its place. */
    LOST,
    /** Unknown: it may exist, now or later. */
    UNKNOWN
  }

  boolean won() {
    return answer == Answer.WON;
  }

  boolean lost() {
    return answer == Answer.LOST;
  }

  /** The same put, lost for good: {@code newest} is not what it was decided on. */
  ManifestPut lostTo(Manifest newest) {
    return new ManifestPut(newest, Answer.LOST);
  }

  Facts facts() {
    return WriterFacts.read(manifest)
        .and("answer", answer.name())
        .and("decisions", manifest.decisions().keySet().stream().map(OperationId::value).toList());
  }
}
