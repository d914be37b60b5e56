package dev.rollforward.spec.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlaValueTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-7",
        "\"\"",
        "\"a >> \\\" |-> b\"",
        "TRUE",
        "p1",
        "2..5",
        "-1..1",
        "{}",
        "{{}, {1}}",
        "<<>>",
        "<<1, <<\"x\", 2>>>>",
        "[op |-> 1, rows |-> <<>>]",
        "(p1 :> 1 @@ p2 :> [a |-> {3, 4}])",
        "(<<1, 2>> :> (5 :> TRUE))"
      })
  void printsAsTlcDoes(String text) {
    TlaValue value = TlaValue.of(text);

    assertThat(value).isNotInstanceOf(TlaValue.Other.class).hasToString(text);
  }

  @Test
  void isOfTheKindThatItLooksLike() {
    assertThat(List.of("1", "\"1\"", "TRUE", "T", "1..2", "{1}", "<<1>>", "[a |-> 1]", "(1 :> 1)"))
        .map(TlaValue::of)
        .map(value -> value.getClass().getSimpleName())
        .containsExactly(
            "Number",
            "Text",
            "Truth",
            "ModelValue",
            "Interval",
            "Members",
            "Tuple",
            "Fields",
            "Function");
  }

  @Test
  void blanksDoNotMatter() {
    assertThat(TlaValue.of(" << [ a|->1 ] , {  } >> ")).hasToString("<<[a |-> 1], {}>>");
  }

  @Test
  void theOrderOfMembersDoesNotMatter() {
    assertThat(TlaValue.of("{1, 2}")).isEqualTo(TlaValue.of("{2, 1}"));
    assertThat(TlaValue.of("(1 :> 2 @@ 3 :> 4)")).isEqualTo(TlaValue.of("(3 :> 4 @@ 1 :> 2)"));
    assertThat(TlaValue.of("<<1, 2>>")).isNotEqualTo(TlaValue.of("<<2, 1>>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SUBSET {1}",
        "<<1",
        "{1}}",
        "[a |-> ]",
        "(1 :> 2",
        "[a : 1]",
        "99999999999999999999"
      })
  void whatIsUnknownIsKeptAsItIs(String text) {
    assertThat(TlaValue.of(text)).isEqualTo(new TlaValue.Other(text));
  }
}
