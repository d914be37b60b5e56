package dev.rollforward.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.cli.Recorder;
import dev.rollforward.cli.runs.RunRecord;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of all evidence. */
class ReportTest {
  private static final Path PROJECT = Path.of("..");
  private static final JsonMapper JSON = new JsonMapper();

  private static String projectPage;

  @TempDir Path home;
  private String digest;

  @BeforeEach
  void readSpecification() {
    digest = SpecFiles.bundled().digest();
  }

  private String page(Path project) throws IOException {
    Recorder recorder = new Recorder();
    Path folder = home.resolve("made").resolve("for it");
    assertThat(new Report(recorder.console(), project).run(folder)).isZero();
    assertThat(recorder.out()).contains("index.html (");
    return Files.readString(folder.resolve("index.html"));
  }

  /** Made once: it is the largest. */
  private String ofThisProject() throws IOException {
    if (projectPage == null) {
      projectPage = page(PROJECT);
    }
    return projectPage;
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String section(String id, String page) {
    return all("(?s)<section id=\"" + id + "\">(.*?)</section>", page).get(0);
  }

  private static ObjectNode proof(String verdict) {
    ObjectNode proof = JSON.createObjectNode().put("solver", "Z3 9.9");
    proof.putObject("lemmas").put("OneLemma", "what it says");
    var obligations = proof.putArray("obligations");
    obligations
        .addObject()
        .put("lemma", "OneLemma")
        .put("action", "Refuse")
        .put("verdict", "unchanged");
    obligations
        .addObject()
        .put("lemma", "OneLemma")
        .put("action", "CommitTable")
        .put("verdict", verdict)
        .put("seconds", 0.25);
    return proof;
  }

  @Test
  void whatWasNeverRunIsSaidToBeSo() throws IOException {
    String page = page(home);

    assertThat(all("No record of (.*?) here", page))
        .contains(
            "the guarantees", "the properties", "the proof", "schedules of the code", "a replay");
    assertThat(section("proof", page)).contains("<code>./rollforward prove</code>");
    assertThat(section("models", page))
        .contains("not run: <code>rollforward check --model smoke</code>")
        .doesNotContain("held");
    assertThat(page).contains("<dd>not run</dd>");
  }

  @Test
  void aFigureNamesItsRun() throws IOException {
    RunRecord.keep(home, "prove", "rollforward prove", digest, proof("proved"));
    String proof = section("proof", page(home));

    assertThat(proof)
        .contains("1 obligations by Z3 9.9, 0 open", "<code>OneLemma</code>", "what it says")
        .containsPattern(
            "From <code>rollforward prove</code>, version \\S+, .*20\\d\\d-\\d\\d-\\d\\dT")
        .doesNotContain("stale");
  }

  @Test
  void aRunOfAnOlderSpecificationIsMarked() throws IOException {
    RunRecord.keep(home, "prove", "rollforward prove", "another", proof("proved"));

    assertThat(section("proof", page(home))).contains("stale: the specification has changed since");
  }

  @Test
  void whatIsNotProvedIsCalledOpen() throws IOException {
    RunRecord.keep(home, "prove", "rollforward prove", digest, proof("unknown"));

    assertThat(section("proof", page(home))).contains("1 open", "class=\"bad\"");
  }

  @Test
  void crashWindowsAreThoseOfTheRun() throws IOException {
    ObjectNode check = JSON.createObjectNode();
    var outcome = check.putArray("code").addObject().put("store", "Lance");
    outcome
        .putArray("windows")
        .addObject()
        .put("after", "SweepAudit")
        .put("halt", "stalls")
        .put("times", 1234);
    RunRecord.keep(home, "check", "rollforward check", digest, check);
    String code = section("code", page(home));

    assertThat(code)
        .contains("<th scope=\"col\" class=\"number\">stalls on Lance</th>")
        .contains("<td><code>SweepAudit</code></td><td class=\"number\">1,234</td>");
  }

  @Test
  void costsArePlottedFromTheCountsOfTheTests() throws IOException {
    String cost = section("cost", ofThisProject());
    String counted = Files.readString(PROJECT.resolve("docs/object-stores.md"));
    String ours = all("commit 10 tables \\| \\*\\*(\\d+)", counted).get(0);

    assertThat(all("<desc>(.*?)</desc>", cost))
        .hasSize(2)
        .satisfies(
            plots -> assertThat(plots.get(0)).contains("commit 10 tables: " + ours + " ours"))
        .satisfies(
            plots ->
                assertThat(plots.get(1))
                    .contains("APPEND: 1 Lance commits, ", "calls: table; OVERWRITE: "));
    assertThat(cost).contains("RequestCountTest", "KindsDocTest");
    assertThat(section("cost", page(home)))
        .contains("No record of requests")
        .doesNotContain("<svg");
  }

  @Test
  void everyPropertyLinksToTheCodeThatEvaluatesIt() throws IOException {
    String invariants = section("invariants", ofThisProject());

    assertThat(all("<a href=\"#java-(\\w+)\"", invariants))
        .contains("PinExact", "DecisionStable", "OwnerCanLearn", "EverySidecarGoes")
        .hasSizeGreaterThan(18);
    assertThat(invariants)
        .contains("private static boolean pinExact(Evidence evidence) {")
        .containsPattern("testkit/Invariant\\.java:\\d+");
  }

  @Test
  void noTextOfARunBecomesMarkup() throws IOException {
    ObjectNode check = JSON.createObjectNode();
    check
        .putArray("code")
        .addObject()
        .put("scenario", "<script>alert(1)</script>")
        .put("store", "\"><img src=x>")
        .put("verdict", "held");
    RunRecord.keep(home, "check", "rollforward check <b>", digest, check);
    String code = section("code", page(home));

    assertThat(code)
        .contains("&lt;script&gt;alert(1)", "&quot;&gt;&lt;img", "check &lt;b&gt;")
        .doesNotContain("<script", "<img", "<b>");
  }

  @Test
  void aRecordThatCannotBeReadIsNamed() throws IOException {
    Path record = home.resolve(".rollforward/runs/prove.json");
    Files.createDirectories(record.getParent());
    Files.writeString(record, "{");

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> page(home))
        .hasMessageContaining("prove.json cannot be read");
  }

  @Test
  void ofThisProjectItShowsEveryPropertyAndEveryPicture() throws IOException {
    String page = ofThisProject();

    assertThat(all("<td><a href=\"#def-(\\w+)\"", section("invariants", page)))
        .contains("PinExact", "EveryLiveWriterFinishes")
        .hasSizeGreaterThan(20);
    assertThat(section("invariants", page))
        .containsPattern("spec/Rollforward.tla:\\d+")
        .containsPattern("Invariant.java:\\d+")
        .contains("PinExact ==");
    assertThat(all("<title>(\\w+)</title>", section("counterexamples", page)))
        .contains("NoFence")
        .hasSize(1 + SpecFiles.bundled().manifest().of("SidecarSweep").faults().size());
    assertThat(section("scope", page)).contains("Assumed, not checked", "<code>LanceTable</code>");
    assertThat(section("claims", page)).contains("atomic: readers see");
    assertThat(section("rivals", page)).contains("<code>LeaseSweep</code>");
  }

  @Test
  void everyLinkLeadsSomewhereOnThePageAndNothingIsLoaded() throws IOException {
    String page = ofThisProject();
    Set<String> anchors = Set.copyOf(all(" id=\"([^\"]+)\"", page));

    assertThat(all("href=\"#([^\"]+)\"", page)).isNotEmpty().allMatch(anchors::contains);
    assertThat(all("(?:href|src)=\"([^#][^\"]*)\"", page)).containsOnly("data:,");
    assertThat(
            Pattern.compile("https?://[^\\s\"<]+")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet()))
        .containsOnly("http://www.w3.org/2000/svg");
    assertThat(anchors).hasSameSizeAs(all(" id=\"([^\"]+)\"", page));
  }
}
