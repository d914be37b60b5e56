package dev.rollforward.cli.prove;

import dev.rollforward.spec.proof.ProofReport;
import dev.rollforward.spec.proof.ProofResult;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A proof for other programs: a test case for each lemma and property. */
final class ProofCases {
  private static final double MILLIS = 1000;

  private ProofCases() {}

  static List<JUnitXml.Case> of(ProofReport report) {
    return report.byLemma().entrySet().stream()
        .map(
            lemma ->
                of(
                    lemma.getKey(),
                    report.lemmas().getOrDefault(lemma.getKey(), ""),
                    lemma.getValue()))
        .toList();
  }

  private static JUnitXml.Case of(String lemma, String sentence, List<ProofResult> results) {
    List<ProofResult> open = results.stream().filter(result -> !result.holds()).toList();
    double seconds = results.stream().mapToDouble(ProofResult::seconds).sum();
    return new JUnitXml.Case(
        "proof",
        lemma,
        Duration.ofMillis(Math.round(seconds * MILLIS)),
        verdict(open),
        sentence,
        results.size() - open.size() + " of " + results.size() + " obligations hold",
        open.stream()
            .map(
                result -> (result.name() + ": " + result.verdict() + " " + result.reason()).strip())
            .collect(Collectors.joining("\n")));
  }

  private static Verdict verdict(List<ProofResult> open) {
    if (open.isEmpty()) {
      return Verdict.HELD;
    }
    return open.stream().anyMatch(result -> result.verdict() == ProofResult.Verdict.REFUTED)
        ? Verdict.VIOLATED
        : Verdict.UNKNOWN;
  }
}
