package dev.rollforward.published.core;

/** The six writer kinds of the published design, each with the way recovery matches it. */
public enum WriterKind {
  /** Changes rows. */
  Mutation(Match.Strict),
  /** Adds rows in bulk. */
  Load(Match.Strict),
  /** Changes schemas, adds and drops tables. */
  SchemaApply(Match.Loose),
  /** Builds indexes. */
  EnsureIndices(Match.Loose),
  /** Rewrites tables without changing their content. Refuses a root that is not recovered. */
  Optimize(Match.Loose),
  /** Brings a branch in; its sidecar is put again when all of its commits have landed. */
  BranchMerge(Match.Confirmed);

  /** How recovery tells this writer's commits. Spec: {@code MatchOf}. */
  public enum Match {
    /** One commit for each table, exactly above the expected pin. */
    Strict,
    /** Any number of commits above the expected pin. */
    Loose,
    /** As many commits as the sidecar confirms. */
    Confirmed
  }

  private final Match match;

  WriterKind(Match match) {
    this.match = match;
  }

  /** How recovery tells its commits. */
  public Match match() {
    return match;
  }
}
