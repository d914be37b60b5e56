package dev.rollforward.spec.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The proof in {@code spec/proof} is whole. It takes about half a minute of processor time. */
class ProofTest {
  private static final Proof PROOF = Proof.in(Path.of("proof"));

  @Test
  void everyObligationIsProved() {
    ProofReport report = PROOF.prove(Proof.Options.defaults(), (result, done, all) -> {});

    assertThat(report.open()).isEmpty();
    assertThat(report.verdict()).isEqualTo(ProofResult.Verdict.PROVED);
    assertThat(report.results().stream().map(ProofResult::lemma).distinct())
        .containsExactlyInAnyOrderElementsOf(PROOF.theorems().keySet());
    assertThat(report.results().stream().map(ProofResult::action).distinct())
        .containsAll(PROOF.actions())
        .contains(Obligation.INIT, Obligation.LEMMAS);
    // A reader that lost a formula would prove less, and say so nowhere else.
    assertThat(report.count(ProofResult.Verdict.PROVED)).isGreaterThan(1_900);
  }
}
