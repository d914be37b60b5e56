package dev.rollforward.published.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.TableId;
import dev.rollforward.published.core.WriterKind.Match;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of the published table, for every writer kind of its column. */
class ClassifyTest {
  private static final TableId T = new TableId("t.lance");

  /** Confirmed 0 stands for none. */
  @ParameterizedTest
  @CsvSource({
    // HEAD below the pin
    "Strict,    1, 2, 2, 3, 0, InvariantViolation",
    "Strict,    1, 2, 1, 2, 0, InvariantViolation",
    "Loose,     1, 2, 2, 3, 0, InvariantViolation",
    "Confirmed, 1, 2, 2, 3, 1, InvariantViolation",
    "Confirmed, 1, 2, 2, 3, 0, InvariantViolation",
    // HEAD is the pin
    "Strict,    2, 2, 2, 3, 0, NoMovement",
    "Strict,    2, 2, 1, 2, 0, NoMovement",
    "Loose,     2, 2, 1, 2, 0, NoMovement",
    "Confirmed, 2, 2, 1, 2, 2, NoMovement",
    "Confirmed, 2, 2, 1, 2, 0, NoMovement",
    // HEAD is one above the pin
    "Strict,    3, 2, 2, 3, 0, RolledPastExpected",
    "Strict,    3, 2, 1, 3, 0, UnexpectedAtP1",
    "Strict,    3, 2, 2, 4, 0, UnexpectedAtP1",
    "Strict,    3, 2, 1, 2, 0, UnexpectedAtP1",
    "Loose,     3, 2, 2, 3, 0, RolledPastExpected",
    "Loose,     3, 2, 2, 9, 0, RolledPastExpected",
    "Loose,     3, 2, 1, 2, 0, UnexpectedAtP1",
    "Confirmed, 3, 2, 2, 3, 3, RolledPastExpected",
    "Confirmed, 3, 2, 1, 2, 3, UnexpectedMultistep",
    "Confirmed, 3, 2, 2, 3, 4, UnexpectedMultistep",
    "Confirmed, 3, 2, 2, 3, 0, IncompletePhaseB",
    "Confirmed, 3, 2, 1, 2, 0, IncompletePhaseB",
    // HEAD is further above the pin
    "Strict,    4, 2, 2, 3, 0, UnexpectedMultistep",
    "Strict,    4, 2, 2, 4, 0, UnexpectedMultistep",
    "Loose,     4, 2, 2, 3, 0, RolledPastExpected",
    "Loose,     4, 2, 1, 2, 0, UnexpectedMultistep",
    "Confirmed, 4, 2, 2, 3, 4, RolledPastExpected",
    "Confirmed, 4, 2, 1, 2, 4, UnexpectedMultistep",
    "Confirmed, 4, 2, 2, 3, 3, UnexpectedMultistep",
    "Confirmed, 4, 2, 2, 3, 0, IncompletePhaseB",
  })
  void table(
      Match match,
      long head,
      long pin,
      long expected,
      long postCommit,
      long confirmed,
      TableClass is) {
    OptionalLong reached = confirmed == 0 ? OptionalLong.empty() : OptionalLong.of(confirmed);
    SidecarPin was = new SidecarPin(T, expected, postCommit, reached);

    Arrays.stream(WriterKind.values())
        .filter(kind -> kind.match() == match)
        .forEach(
            kind -> assertThat(Classify.table(kind, head, pin, was)).as(kind.name()).isEqualTo(is));
  }

  @Test
  void theKindsAreMatchedAsPublished() {
    assertThat(Arrays.stream(WriterKind.values()).map(kind -> kind + " " + kind.match()))
        .containsExactly(
            "Mutation Strict",
            "Load Strict",
            "SchemaApply Loose",
            "EnsureIndices Loose",
            "Optimize Loose",
            "BranchMerge Confirmed");
  }
}
