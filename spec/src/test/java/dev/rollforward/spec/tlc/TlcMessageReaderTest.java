package dev.rollforward.spec.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TlcMessageReaderTest {
  @Test
  void cutsMessagesOutOfPlainLines() {
    assertThat(
            Recorded.messages(
                """
                user output
                @!@!@STARTMSG 2199:0 @!@!@
                23 states generated
                in two lines

                @!@!@ENDMSG 2199 @!@!@
                "more @!@!@ output"
                """))
        .containsExactly(
            TlcMessage.plain("user output"),
            new TlcMessage(2199, 0, "23 states generated\nin two lines"),
            TlcMessage.plain("\"more @!@!@ output\""));
  }

  @Test
  void takesQuotedMessagesIntoTheOuterOne() {
    assertThat(
            Recorded.messages(
                """
                @!@!@STARTMSG 1000:1 @!@!@
                The exception was a java.lang.RuntimeException
                : @!@!@STARTMSG 2280:0 @!@!@
                x is undefined.
                @!@!@ENDMSG 2280 @!@!@
                @!@!@ENDMSG 1000 @!@!@
                """))
        .containsExactly(
            new TlcMessage(
                1000, 1, "The exception was a java.lang.RuntimeException\n: \nx is undefined."));
  }

  @Test
  void dropsAMessageThatWasCutOff() {
    assertThat(Recorded.messages("@!@!@STARTMSG 2193:0 @!@!@\nModel checking completed."))
        .isEmpty();
  }

  @Test
  void doesNotMistakePrintedStringsForMarkers() {
    assertThat(Recorded.messages("\"@!@!@STARTMSG 2193:0 @!@!@\""))
        .containsExactly(TlcMessage.plain("\"@!@!@STARTMSG 2193:0 @!@!@\""));
  }
}
