package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Terminal BOTH = new Terminal(true, true, true, 80);

  @Test
  void columnsAreAlignedAndHaveNoTrailingBlanks() {
    Recorder recorder = new Recorder();
    recorder
        .console()
        .print(new TextTable("NAME", ">PIN").row("people", 1).row("a", 12345).row("", 2), "  ");
    assertThat(recorder.out().lines())
        .containsExactly(
            "  NAME      PIN", "  people      1", "  a       12345", "              2");
  }

  @Test
  void sentencesWrapWhereTheTerminalEnds() {
    TextTable table = new TextTable("A", "~WORDS", ">N").row("x", "one two three four five six", 1);
    Recorder narrow = new Recorder(new Terminal(true, false, false, 30));
    Recorder none = new Recorder();
    narrow.console().print(table);
    none.console().print(table);
    assertThat(narrow.out().lines())
        .containsExactly(
            "A  WORDS                     N", "x  one two three four five   1", "   six");
    assertThat(none.out().lines().skip(1)).containsExactly("x  one two three four five six  1");
  }

  @Test
  void whatGoesToAFileIsHundredColumnsWide() {
    Recorder none = new Recorder();
    none.console().print(new TextTable("A", "~WORDS").row("x", "word ".repeat(30)), "  ");
    assertThat(none.out().lines()).hasSize(3).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aTableThatATerminalHasNoRoomForBecomesParagraphs() {
    TextTable table =
        new TextTable("", "NAME", "~WORDS", ">COUNT", "RESULT")
            .group("of a module")
            .row("ok", "ANameThatIsRatherLong", "one two three four five six", 1234, "held");
    Recorder narrow = new Recorder(new Terminal(true, false, false, 30));
    Recorder none = new Recorder();
    narrow.console().print(table);
    none.console().print(table);
    assertThat(narrow.out().lines())
        .containsExactly(
            "of a module",
            "  ok  ANameThatIsRatherLong",
            "      one two three four five",
            "      six",
            "      COUNT 1234, RESULT held");
    assertThat(none.out().lines()).hasSize(3);
  }

  @Test
  void runningTextGoesOnBelowWhereItBegan() {
    Recorder narrow = new Recorder(new Terminal(true, false, false, 20));
    Recorder none = new Recorder();
    narrow.console().printWrapped("  one two three four five", 2);
    none.console().printWrapped("  one two three four five", 2);
    assertThat(narrow.out().lines()).containsExactly("  one two three", "    four five");
    assertThat(none.out().lines()).containsExactly("  one two three four five");
  }

  @Test
  void aGroupStandsAcrossAllColumns() {
    Recorder recorder = new Recorder();
    recorder.console().print(new TextTable("A", "").group("a long title").row("x", "y"));
    assertThat(recorder.out().lines()).containsExactly("A", "a long title", "x  y");
  }

  @Test
  void aRowMustFitItsTable() {
    assertThatThrownBy(() -> new TextTable("A", "B").row("only one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells in a table of 2 columns");
  }

  @Test
  void colourDoesNotPushColumnsAside() {
    Recorder recorder = new Recorder(BOTH);
    recorder.console().print(new TextTable("A", "B").row(new Cell("x", Style.GREEN), "y"));
    assertThat(recorder.out().replaceAll("\033\\[[0-9;]*m", "").lines())
        .containsExactly("A  B", "x  y");
    assertThat(recorder.out()).contains("\033[32mx\033[0m");
  }

  @Test
  void colourIsForTerminalsOnly() {
    Recorder recorder = new Recorder(new Terminal(false, true, true, 80));
    recorder.console().print(new TextTable("A").row(new Cell("x", Style.GREEN)));
    recorder.console().error("p", "m");
    assertThat(recorder.out()).doesNotContain("\033");
    assertThat(recorder.err()).contains("\033[1;31merror:\033[0m p");
  }

  @Test
  void namesCannotReachTheTerminalAsEscapes() {
    assertThat(new Cell("a\033[2Jb\nc", Style.PLAIN).text()).isEqualTo("a?[2Jb?c");
  }

  @Test
  void theTerminalIsWhatTheLauncherSays() {
    Properties properties = new Properties();
    assertThat(Terminal.detect(properties, Map.of()))
        .isEqualTo(new Terminal(false, false, true, 80));
    properties.setProperty("rollforward.terminal.out", "true");
    properties.setProperty("rollforward.terminal.columns", "132");
    assertThat(Terminal.detect(properties, Map.of()))
        .isEqualTo(new Terminal(true, false, true, 132));
    properties.setProperty("rollforward.terminal.columns", "");
    assertThat(Terminal.detect(properties, Map.of()).columns()).isEqualTo(80);
  }

  @Test
  void noColorAndDumbTerminalsAreHonoured() {
    Properties properties = new Properties();
    assertThat(Terminal.detect(properties, Map.of("NO_COLOR", "1")).colour()).isFalse();
    assertThat(Terminal.detect(properties, Map.of("NO_COLOR", "")).colour()).isTrue();
    assertThat(Terminal.detect(properties, Map.of("TERM", "dumb")).colour()).isFalse();
  }

  @Test
  void aCommandPrintsColourOnATerminalOnly() {
    Recorder plain = new Recorder();
    Recorder colour = new Recorder(BOTH);
    assertThat(plain.run("--help")).isEqualTo(ExitCode.OK);
    assertThat(colour.run("--help")).isEqualTo(ExitCode.OK);
    assertThat(plain.out()).doesNotContain("\033");
    assertThat(colour.out()).contains("\033");
  }
}
