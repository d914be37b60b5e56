package dev.rollforward.spec.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.trace.PrintedTrace;
import dev.rollforward.spec.trace.Trace;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Behaviours drawn for people, from what TLC prints for people. */
class PictureTest {
  private static final SpecFiles FILES = SpecFiles.in(Path.of(""));
  private static final String TLC =
      """
      Error: Invariant AckedIsVisible is violated.
      Error: The behavior up to this point is:
      State 1: <Initial predicate>
      /\\ chain = << << [op |-> 0, kind |-> "Append", restores |-> 99, rows |-> <<>>] >>,
           << [op |-> 0, kind |-> "Append", restores |-> 99, rows |-> <<>>] >> >>
      /\\ manifest = [pins |-> <<1, 1>>, dec |-> <<"none", "none">>]
      /\\ sidecars = {}
      /\\ audits = << <<>>, <<>> >>
      /\\ flight = {}
      /\\ wpc = <<"commit", "start">>
      /\\ wdone = <<{}, {}>>
      /\\ wbase = << <<1, 1>>, <<0, 0>> >>
      /\\ sweep = (s1 :> [pc |-> "idle", op |-> 0, pins |-> <<>>, dec |-> "none"])
      /\\ decided = << <<>>, <<>> >>

      State 2: <CommitTable(1) line 1, col 1 to line 2, col 2 of module Rollforward>
      /\\ chain = << << [op |-> 0, kind |-> "Append", restores |-> 99, rows |-> <<>>] >>,
           << [op |-> 0, kind |-> "Append", restores |-> 99, rows |-> <<>>],
              [op |-> 1001, kind |-> "Append", restores |-> 99, rows |-> <<1>>] >> >>
      /\\ manifest = [pins |-> <<1, 1>>, dec |-> <<"none", "none">>]
      /\\ sidecars = {}
      /\\ audits = << <<>>, <<>> >>
      /\\ flight = {[kind |-> "arm", op |-> 1, again |-> 0]}
      /\\ wpc = <<"publish", "start">>
      /\\ wdone = <<{1}, {}>>
      /\\ wbase = << <<1, 1>>, <<0, 0>> >>
      /\\ sweep = (s1 :> [pc |-> "idle", op |-> 0, pins |-> <<>>, dec |-> "none"])
      /\\ decided = << <<>>, <<>> >>

      State 3: <SweepRollBack line 1, col 1 to line 2, col 2 of module Rollforward>
      /\\ chain = << << [op |-> 0, kind |-> "Append", restores |-> 99, rows |-> <<>>] >>,
           << [op |-> 0, kind |-> "Append", restores |-> 99, rows |-> <<>>],
              [op |-> 1001, kind |-> "Append", restores |-> 99, rows |-> <<1>>] >> >>
      /\\ manifest = [pins |-> <<1, 90>>, dec |-> <<"ABORTED", "none">>]
      /\\ sidecars = {1}
      /\\ audits = << <<>>, <<>> >>
      /\\ flight = {[kind |-> "arm", op |-> 1, again |-> 0]}
      /\\ wpc = <<"publish", "start">>
      /\\ wdone = <<{1}, {}>>
      /\\ wbase = << <<1, 1>>, <<0, 0>> >>
      /\\ sweep = (s1 :> [pc |-> "fence", op |-> 1, pins |-> <<1, 1>>, dec |-> "ABORTED"])
      /\\ decided = << <<"ABORTED">>, <<>> >>

      9 states generated, 8 distinct states found, 7 states left on queue.
      """;

  private static Picture picture(String caption) {
    PrintedTrace printed = PrintedTrace.in(TLC).orElseThrow();
    return new TracePicture(FILES.manifest().module("Rollforward"), FILES.words())
        .of("a & b", caption, printed.trace(), printed.property());
  }

  private static List<String> changes(int row) {
    return picture("").rows().get(row).changes().stream()
        .map(change -> change.lifeline().name() + " " + change.text())
        .toList();
  }

  @Test
  void aRowHasOnlyWhatItsStepChanged() {
    assertThat(changes(1))
        .containsExactly(
            "writer 1 commit → publish",
            "table 2 + v2: op 1, commit 2",
            "on their way + arm of op 1");
  }

  @Test
  void numbersThatStandForSomethingAreInWords() {
    assertThat(changes(2))
        .containsExactly(
            "sweep 1 idle → fence",
            "sweep 1 works on op: 1",
            "sweep 1 read t1: v1",
            "sweep 1 read t2: v1",
            "sweep 1 verdict: ABORTED",
            "manifest table 2: v1 → dropped",
            "manifest + op 1: ABORTED",
            "sidecars + op 1");
  }

  @Test
  void theStartShowsTheStoresAndNoProcess() {
    assertThat(changes(0))
        .containsExactly(
            "table 1 v1: initial",
            "table 2 v1: initial",
            "manifest table 1: v1",
            "manifest table 2: v1");
  }

  @Test
  void whoDoesNothingHasNoColumn() {
    assertThat(picture("").lifelines())
        .extracting(Lifeline::name)
        .containsExactly(
            "writer 1",
            "sweep 1",
            "table 1",
            "table 2",
            "manifest",
            "sidecars",
            "audits",
            "on their way");
  }

  @Test
  void theTextFitsIntoATerminalAndEndsWithWhatBroke() {
    List<String> lines = new PictureText(80, PictureText.Paint.NONE).lines(picture("a caption"));

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(lines)
        .contains(" ●  │  │  ◆  │  │  │  ◆  1  writer 1 commits its change to table 2")
        .contains(" │  │  │  │  │  │  │  │       table 2 › + v2: op 1, commit 2");
    assertThat(String.join(" ", lines))
        .endsWith(
            "AckedIsVisible broke at step 2: an operation was acknowledged to its caller, and readers"
                + " do not see it.");
  }

  @Test
  void theSvgStandsAloneAndSaysAllInWords() throws Exception {
    String svg = PictureSvg.of(picture("<script>alert('x')</script> & more"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));

    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a & b");
    assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
        .contains("<script>alert('x')</script> & more. 1. writer 1 commits its change to table 2.")
        .endsWith("do not see it.");
    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .contains("prefers-color-scheme:dark")
        .doesNotContain("http", "href", "url(", "@import");
  }

  @Test
  void aLassoSaysWhereItGoesOn() {
    String stuttering =
        TLC.replace(
            "State 3: <SweepRollBack line 1, col 1 to line 2, col 2 of module Rollforward>",
            "State 3: Stuttering");
    Trace trace = PrintedTrace.in(stuttering).orElseThrow().trace();

    assertThat(trace.length()).isEqualTo(2);
    assertThat(
            new TracePicture(FILES.manifest().module("Rollforward"), FILES.words())
                .of("t", "", trace, Optional.empty())
                .ending())
        .isEqualTo("and nothing happens any more");
  }

  @Test
  void whatTlcPrintsForToolsIsReadToo() {
    String tool =
        TLC.replaceAll("(?m)^State (\\d)", "@!@!@STARTMSG 2217:4 @!@!@\n$1")
            .replaceAll("(?m)^$", "\n@!@!@ENDMSG 2217 @!@!@");

    assertThat(PrintedTrace.in(tool)).isEqualTo(PrintedTrace.in(TLC));
    assertThat(PrintedTrace.in("TLC2 Version 2.19\nFinished.")).isEmpty();
  }
}
