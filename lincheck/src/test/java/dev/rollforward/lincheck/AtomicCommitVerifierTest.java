package dev.rollforward.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;
import org.jetbrains.kotlinx.lincheck.util.VoidResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AtomicCommitVerifierTest {
  private static final String EMPTY = "a=[] b=[]";
  private static final String BOTH = "a=[1] b=[1]";

  /** Lincheck's verifiers work only once it has attached its agent, which it does in a check. */
  @BeforeAll
  static void startLincheck() {
    TestOptions.modelChecking(List.of(), 1).check(MemoryGroup.class);
  }

  @Test
  void acceptsWhatTheSpecAllows() {
    assertThat(accepts(List.of(commit(Outcome.COMMITTED, 0, 0), snapshot(BOTH, 1, 0)), List.of()))
        .isTrue();
    assertThat(accepts(List.of(commit(Outcome.COMMITTED, 0, 0)), List.of(snapshot(EMPTY, 0, 0))))
        .isTrue();
  }

  @Test
  void refusesAnAcknowledgedCommitThatIsNotSeenAfterwards() {
    assertThat(accepts(List.of(commit(Outcome.COMMITTED, 0, 0), snapshot(EMPTY, 1, 0)), List.of()))
        .isFalse();
  }

  @Test
  void refusesACommitThatIsSeenInOneTableOnly() {
    assertThat(
            accepts(
                List.of(commit(Outcome.COMMITTED, 0, 0)), List.of(snapshot("a=[1] b=[]", 0, 0))))
        .isFalse();
  }

  @Test
  void acceptsAFailedCommitThatIsNeverSeenBesideASweep() {
    assertThat(
            accepts(
                List.of(commit(Outcome.FAILED, 0, 0), snapshot(EMPTY, 1, 0)),
                List.of(recover(0, 0))))
        .isTrue();
  }

  @Test
  void refusesAFailedCommitThatIsSeen() {
    assertThat(
            accepts(
                List.of(commit(Outcome.FAILED, 0, 0), snapshot(BOTH, 1, 0)),
                List.of(recover(0, 0))))
        .isFalse();
  }

  @Test
  void refusesAFailureWithoutAnybodyToBlame() {
    assertThat(accepts(List.of(commit(Outcome.FAILED, 0, 0)), List.of(snapshot(EMPTY, 0, 0))))
        .as("nobody but a reader")
        .isFalse();
    assertThat(accepts(List.of(commit(Outcome.FAILED, 0, 1)), List.of(recover(0, 0))))
        .as("a sweep that was over")
        .isFalse();
    assertThat(accepts(List.of(commit(Outcome.FAILED, 0, 0)), List.of(recover(1, 0))))
        .as("a sweep that came later")
        .isFalse();
  }

  @Test
  void acceptsACommitOfTheDeadAtAnyTimeOrNever() {
    assertThat(
            accepts(
                List.of(commit(Outcome.NOTHING, 0, 0), snapshot(EMPTY, 1, 0), snapshot(BOTH, 2, 0)),
                List.of()))
        .isTrue();
    assertThat(accepts(List.of(commit(Outcome.NOTHING, 0, 0), snapshot(EMPTY, 1, 0)), List.of()))
        .isTrue();
  }

  @Test
  void aStalledCommitThatIsResumedHasTakenEffectByThen() {
    List<Call> owner =
        List.of(stall("op", 0, 0), resume("op", Outcome.COMMITTED, 1, 0), snapshot(BOTH, 2, 0));
    assertThat(accepts(owner, List.of(snapshot(EMPTY, 0, 0)))).isTrue();
    assertThat(accepts(owner, List.of(snapshot(BOTH, 1, 0))))
        .as("seen while it was stalled")
        .isTrue();
    assertThat(accepts(owner, List.of(snapshot(EMPTY, 2, 0))))
        .as("not seen although it was acknowledged")
        .isFalse();
    assertThat(accepts(owner, List.of(snapshot(EMPTY, 3, 0)))).as("taken back").isFalse();
  }

  @Test
  void aStalledCommitThatIsResumedAndFailsIsNeverSeen() {
    List<Call> owner = List.of(stall("op", 0, 0), resume("op", Outcome.FAILED, 1, 0));
    assertThat(accepts(owner, List.of(recover(0, 0), snapshot(EMPTY, 2, 1)))).isTrue();
    assertThat(accepts(owner, List.of(recover(0, 0), snapshot(BOTH, 2, 1)))).isFalse();
    assertThat(accepts(owner, List.of(recover(0, 0), snapshot(BOTH, 1, 1)))).isFalse();
  }

  @Test
  void aStalledCommitThatNobodyResumesIsAsThatOfTheDead() {
    assertThat(accepts(List.of(stall("op", 0, 0), snapshot(EMPTY, 1, 0)), List.of())).isTrue();
    assertThat(
            accepts(
                List.of(stall("op", 0, 0), resume("other", Outcome.FAILED, 1, 0)),
                List.of(recover(0, 0), snapshot(BOTH, 1, 1))))
        .isTrue();
  }

  @Test
  void aCommitOnASnapshotFailsIfAndOnlyIfATableHasMoved() {
    Call moved = call("commitOnSnapshot", Outcome.MOVED, new int[] {1, 1}, 0, 2);
    Call done = call("commitOnSnapshot", Outcome.COMMITTED, new int[] {1, 1}, 0, 2);
    List<Call> other = List.of(commit(Outcome.COMMITTED, 0, 0));
    assertThat(accepts(List.of(snapshot(EMPTY, 0, 0), moved), other)).isTrue();
    assertThat(accepts(List.of(snapshot(EMPTY, 0, 0), done), other)).isFalse();
    assertThat(accepts(List.of(snapshot(BOTH, 0, 0), done), other)).isTrue();
    assertThat(accepts(List.of(snapshot(BOTH, 0, 0), moved), other)).isFalse();
  }

  @Test
  void refusesACommitOfTheDeadThatIsTakenBackOrDoneTwiceOrTooEarly() {
    assertThat(
            accepts(
                List.of(commit(Outcome.NOTHING, 0, 0), snapshot(BOTH, 1, 0), snapshot(EMPTY, 2, 0)),
                List.of()))
        .as("taken back")
        .isFalse();
    assertThat(
            accepts(
                List.of(commit(Outcome.NOTHING, 0, 0), snapshot("a=[1, 1] b=[1, 1]", 1, 0)),
                List.of()))
        .as("done twice")
        .isFalse();
    assertThat(accepts(List.of(commit(Outcome.NOTHING, 0, 1)), List.of(snapshot(BOTH, 0, 0))))
        .as("seen before its call")
        .isFalse();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static boolean accepts(List<Call>... threads) {
    History history = new History(List.of(threads));
    return new AtomicCommitVerifier(AtomicCommitSpec.class)
        .verifyResults(history.scenario(), history.results());
  }

  /**
   * @param clock for each thread, how many of its calls had returned when this one began
   */
  private static Call commit(Outcome told, int... clock) {
    // How far the dead got is not for the verifier to know.
    return told == Outcome.NOTHING
        ? call("dieInCommit", told, clock, 0, 1, Work.APPEND, 6)
        : call("commit", told, clock, 0, 1, Work.APPEND);
  }

  private static Call stall(String operation, int... clock) {
    return call(
        "stallInCommit", new ResumeResult(operation, Outcome.NOTHING), clock, 0, 1, Work.APPEND, 5);
  }

  private static Call resume(String operation, Outcome told, int... clock) {
    return call("resume", new ResumeResult(operation, told), clock);
  }

  private static Call snapshot(String seen, int... clock) {
    return call("snapshot", seen, clock, 0);
  }

  private static Call recover(int... clock) {
    return new Call(Actors.call("recover", 0), VoidResult.INSTANCE, new HBClock(clock));
  }

  private static Call call(String name, Object result, int[] clock, Object... arguments) {
    return new Call(Actors.call(name, arguments), new ValueResult(result), new HBClock(clock));
  }
}
