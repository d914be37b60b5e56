package dev.rollforward.spec.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a CI page shows. */
class MarkdownSummaryTest {
  private static JUnitXml.Case of(String name, Verdict verdict, String detail) {
    return new JUnitXml.Case(
        "spec.model", name, Duration.ofMillis(1500), verdict, "a sentence", "came out so", detail);
  }

  @Test
  void whatIsWrongIsToldWithItsDetail() {
    String text =
        MarkdownSummary.of(
            "check a_lane",
            Duration.ofSeconds(3),
            List.of(of("good", Verdict.HELD, ""), of("bad", Verdict.UNKNOWN, "1. ```Init```\n")));

    assertThat(text)
        .isEqualTo(
            """
            ## check a\\_lane

            **1 of 2 not as it should be** (2 checks, 3.0 s)

            | kind | checks | good | seconds |
            | --- | ---: | ---: | ---: |
            | spec.model | 2 | 1 | 3.0 |

            ### bad: unknown

            a sentence: came out so

            ````
            1. ```Init```
            ````
            """);
  }

  @Test
  void manyProblemsAndLongDetailsAreCutOff() {
    String text =
        MarkdownSummary.of(
            "check",
            Duration.ZERO,
            Collections.nCopies(25, of("bad", Verdict.VIOLATED, "x".repeat(9000))));

    assertThat(text).contains("And 5 more.").contains("(cut off;").hasSizeLessThan(100_000);
  }
}
