package dev.rollforward.spec.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.value.TlaValue;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class ValueDiffTest {
  private static ListAssert<String> changes(String before, String after) {
    List<ValueChange> changes = ValueDiff.between("x", TlaValue.of(before), TlaValue.of(after));
    return assertThat(changes.stream().map(ValueChange::toString).toList());
  }

  @Test
  void whatIsEqualHasNotChanged() {
    changes("{1, 2}", "{2, 1}").isEmpty();
    changes("1..3", "{1, 2, 3}").isEmpty();
  }

  @Test
  void plainValuesAreReplaced() {
    changes("1", "2").containsExactly("x: 1 -> 2");
    changes("\"a\"", "TRUE").containsExactly("x: \"a\" -> TRUE");
    changes("SUBSET {1}", "{}").containsExactly("x: SUBSET {1} -> {}");
  }

  @Test
  void setsGainAndLoseMembers() {
    changes("{1, 2}", "{2, 3}").containsExactly("x: - 1", "x: + 3");
    changes("1..2", "1..3").containsExactly("x: + 3");
  }

  @Test
  void differencesAreShownWhereTheyAre() {
    changes(
            "[pins |-> <<1, 1>>, dec |-> (p :> \"none\" @@ q :> \"none\")]",
            "[pins |-> <<1, 2>>, dec |-> (p :> \"none\" @@ q :> \"done\")]")
        .containsExactly("x.pins[2]: 1 -> 2", "x.dec[q]: \"none\" -> \"done\"");
  }

  @Test
  void sequencesGrowAndShrink() {
    changes("<<1, 2>>", "<<1, 2, 3>>").containsExactly("x: + [3] = 3");
    changes("<<1, 2>>", "<<1>>").containsExactly("x: - [2] = 2");
    changes("<<>>", "<<[op |-> 1]>>").containsExactly("x: + [1] = [op |-> 1]");
    changes("<<7>>", "<<>>").containsExactly("x: - [1] = 7");
    changes("<<1, 2, 3>>", "<<2, 3>>").containsExactly("x: - [1] = 1");
    changes("<<1, 1, 1>>", "<<1, 1>>").containsExactly("x: - [3] = 1");
  }

  @Test
  void whatIsFilledAtOnceIsReplaced() {
    changes("<<>>", "<<1, 1>>").containsExactly("x: <<>> -> <<1, 1>>");
    changes("<<>>", "[a |-> 1]").containsExactly("x: <<>> -> [a |-> 1]");
  }

  @Test
  void functionsGainAndLoseArguments() {
    changes("(2 :> 5 @@ 3 :> 6)", "(3 :> 7 @@ 4 :> 8)")
        .containsExactly("x: - [2] = 5", "x[3]: 6 -> 7", "x: + [4] = 8");
  }

  @Test
  void recordsWithOtherFieldsAreReplaced() {
    changes("[kind |-> \"a\"]", "[kind |-> \"b\", op |-> 1]")
        .containsExactly("x: [kind |-> \"a\"] -> [kind |-> \"b\", op |-> 1]");
  }
}
