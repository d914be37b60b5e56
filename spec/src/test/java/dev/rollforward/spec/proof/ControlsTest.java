package dev.rollforward.spec.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The proof can fail. Those faults are here that take about a second; all of them, and each lemma
 * left out, are asked by {@code rollforward prove --all}.
 */
class ControlsTest {
  private static final Proof PROOF = Proof.in(Path.of("proof"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "NoFence, SweepsKnow, SweepFenceTable",
    "HeadNeedNotResolve, PreparedOnPins, PrepareTable",
    "RememberedUnchecked, PreparedOnPins, PrepareTable",
    "LostResponseIsFailure, PutsAreCurrent, FailInDoubt",
    "AuditReadFirst, RepliesAreTrue, MissBoth",
    "CommitBeforeSidecar, NothingBeforeIntent, SkipSidecar",
    "DeleteBeforeAudit, AbortIsAudited, DeleteUnaudited",
    "RollForwardUnaudited, SweepsKnow, SkipAudit",
    "AuditAppended, AuditAtMostOnce, SweepAudit",
    "NeverForward, CompleteIsForwarded, SweepClassify",
    "SnapshotIgnored, RefinesAtomicCommit, LookAgain",
    "NoParentCheck, CommitsInOrder, CommitTable",
    "RetryInDoubt, RetryIsNew, ReadManifest",
  })
  void withoutARuleAnObligationIsRefuted(String fault, String lemma, String action) {
    Refutation refutation = PROOF.refute(fault).orElseThrow();

    assertThat(refutation.obligation()).startsWith(lemma + ".").contains(" of " + action);
    assertThat(refutation.sentence()).isNotEmpty();
    assertThat(refutation.rows()).extracting(Refutation.Row::after).anyMatch(s -> !s.isEmpty());
  }

  @Test
  void whatIsNotNeededLeavesTheProofWhole() {
    assertThat(PROOF.harmless()).containsKey("SidecarRewritten");
    ProofReport report =
        PROOF.prove(options(Optional.of("SidecarRewritten"), Optional.empty()), (r, d, a) -> {});

    assertThat(report.results()).isNotEmpty();
    assertThat(report.open()).isEmpty();
  }

  @Test
  void aProofIsKeptForTheSameFormulasOnly() {
    Path cache = folder.resolve("proved.txt");
    ProofReport first = PROOF.prove(options(Optional.empty(), Optional.of(cache)), (r, d, a) -> {});
    ProofReport second =
        PROOF.prove(options(Optional.empty(), Optional.of(cache)), (r, d, a) -> {});

    assertThat(first.results()).noneMatch(ProofResult::kept);
    assertThat(second.results())
        .filteredOn(result -> result.verdict() == ProofResult.Verdict.PROVED)
        .isNotEmpty()
        .allMatch(ProofResult::kept);
    assertThat(second.verdict()).isEqualTo(ProofResult.Verdict.PROVED);
    assertThat(ProofReport.needed(second.results())).isEqualTo(ProofReport.needed(first.results()));
  }

  @Test
  void aModuleThatCannotBeReadIsRefusedByName() throws Exception {
    String text = Files.readString(Path.of("proof/RollforwardProof.tla"));
    Files.copy(Path.of("proof/AtomicCommitProof.tla"), folder.resolve("AtomicCommitProof.tla"));
    Files.writeString(
        folder.resolve("RollforwardProof.tla"),
        text.replace(
            "    /\\ IdleSweep(s)\n    /\\ UNCHANGED <<chain, manifest, audits",
            "    /\\ IdleSweep(s)\n    /\\ UNCHANGED <<chain, audits"));

    assertThatThrownBy(() -> Proof.in(folder))
        .isInstanceOf(ProofFormException.class)
        .hasMessageContaining("SweepDeleteSidecar does not say what becomes of [carried, dec, ");
  }

  private static Proof.Options options(Optional<String> fault, Optional<Path> cache) {
    return new Proof.Options(
        Optional.empty(),
        fault.isPresent() ? Optional.empty() : Optional.of("DeleteSidecar"),
        fault,
        Optional.empty(),
        2,
        60,
        cache,
        Optional.empty());
  }
}
