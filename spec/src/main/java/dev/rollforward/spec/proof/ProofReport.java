package dev.rollforward.spec.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What came of a proof.
 *
 * @param lemmas what was to be proved, and what each says in words
 * @param results one for each obligation
 */
public record ProofReport(Map<String, String> lemmas, List<ProofResult> results) {
  /** Copies both. */
  public ProofReport {
    lemmas = new LinkedHashMap<>(lemmas);
    results = List.copyOf(results);
  }

  /** A proof is whole if every obligation holds. */
  public ProofResult.Verdict verdict() {
    if (any(ProofResult.Verdict.REFUTED)) {
      return ProofResult.Verdict.REFUTED;
    }
    return any(ProofResult.Verdict.UNKNOWN)
        ? ProofResult.Verdict.UNKNOWN
        : ProofResult.Verdict.PROVED;
  }

  private boolean any(ProofResult.Verdict verdict) {
    return results.stream().anyMatch(result -> result.verdict() == verdict);
  }

  /** The obligations that are not proved. */
  public List<ProofResult> open() {
    return results.stream().filter(result -> !result.holds()).toList();
  }

  /** How many obligations came out like this. */
  public long count(ProofResult.Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /** Seconds of processor time that Z3 took, results of earlier runs included. */
  public double seconds() {
    return results.stream().mapToDouble(ProofResult::seconds).sum();
  }

  /** The results by lemma, in the order of the module. */
  public Map<String, List<ProofResult>> byLemma() {
    return results.stream()
        .collect(
            Collectors.groupingBy(ProofResult::lemma, LinkedHashMap::new, Collectors.toList()));
  }

  /** The lemmas that the proof of one used. */
  public static Set<String> needed(List<ProofResult> results) {
    Set<String> needed = new TreeSet<>();
    results.forEach(result -> needed.addAll(result.needed()));
    return needed;
  }
}
