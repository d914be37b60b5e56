package dev.rollforward.published.core;

/** The three states of the published fix. Spec: {@code Variant}. */
public enum Variant {
  /** A roll-forward that loses its publish fails the open. */
  BEFORE_FIX,
  /** It converges or defers; one that converges audits as if it had won. */
  AS_PROPOSED,
  /** One that converges audits only if the sidecar still stands. */
  AS_MERGED
}
