package dev.rollforward.spec.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollforward.spec.Toy;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Scene;
import dev.rollforward.spec.tlc.ActionCoverage;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcStats;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportTest {
  private static final TlcStats STATS =
      new TlcStats(
          17,
          10,
          4,
          0,
          Duration.ofMillis(1500),
          List.of(new ActionCoverage("Never", "line 1", 0, 0)));
  private static final Trace TRACE =
      new Trace(
          List.of(
              new TraceState(0, "Initial predicate", Map.of("x", "\"<a> & \u0001\"")),
              new TraceState(1, "Inc", Map.of("x", "1"))),
          new Trace.BackTo(0, "Reset"));
  private static final Manifest MANIFEST = Toy.files().manifest();

  private static final Scene TOP = MANIFEST.only("Top").scenes().get(0).scene();

  @TempDir Path temp;

  private static LaneReport report() {
    Fault fault = MANIFEST.only("Slip").faults().get(0).fault();
    List<ModelOutcome> models =
        List.of(
            model(new TlcResult.Held(STATS, 1e-9)),
            model(new TlcResult.Deadlocked(TRACE, STATS)),
            model(new TlcResult.Unfinished("killed", STATS)),
            model(new TlcResult.BadSpec("]]> & <", Trace.none(), STATS)));
    TlcResult violated =
        new TlcResult.Violated(
            List.of("ReachesMax"), TlcResult.Kind.LIVENESS, "violated", TRACE, STATS);
    return new LaneReport(
        "smoke",
        models,
        List.of(new FaultOutcome(fault, "Counter", violated)),
        List.of(new SceneOutcome(TOP, "Counter", new TlcResult.Held(STATS, 1e-9))),
        List.of(new CoverageOutcome(MANIFEST.module("Counter"), models.subList(0, 1))),
        Duration.ofSeconds(6));
  }

  private static ModelOutcome model(TlcResult result) {
    return new ModelOutcome(Toy.CLIMB, result, 0);
  }

  @Test
  void theWorstVerdictCounts() {
    assertThat(report().outcomes())
        .extracting(Outcome::verdict)
        .containsExactly(
            Verdict.HELD,
            Verdict.VIOLATED,
            Verdict.UNKNOWN,
            Verdict.USAGE,
            Verdict.VIOLATED,
            Verdict.HELD,
            Verdict.VIOLATED);
    assertThat(report().verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(Verdict.worst(List.of(Verdict.HELD, Verdict.UNKNOWN))).isEqualTo(Verdict.UNKNOWN);
    assertThat(Verdict.worst(List.of(Verdict.UNKNOWN, Verdict.USAGE))).isEqualTo(Verdict.USAGE);
    assertThat(Verdict.worst(List.of())).isEqualTo(Verdict.USAGE);
  }

  @Test
  void aFaultIsNotCaughtByAnUncertainPropertyNorWithoutATrace() {
    Fault fault = MANIFEST.only("Slip").faults().get(0).fault();
    TlcResult uncertain =
        new TlcResult.Violated(
            List.of("ReachesMax", "Climbs"), TlcResult.Kind.LIVENESS, "violated", TRACE, STATS);
    TlcResult bare =
        new TlcResult.Violated(
            List.of("ReachesMax"), TlcResult.Kind.LIVENESS, "violated", Trace.none(), STATS);
    assertThat(new FaultOutcome(fault, "Counter", uncertain).verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(new FaultOutcome(fault, "Counter", bare).verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(new FaultOutcome(fault, "Counter", new TlcResult.Deadlocked(TRACE, STATS)).explain())
        .isEqualTo("not caught by ReachesMax: deadlock after 1 step");
  }

  @Test
  void junitXmlTellsFailuresFromErrors() throws Exception {
    Path file = temp.resolve("reports/spec.xml");
    JUnitXml.write("rollforward spec smoke", report().elapsed(), JUnitXml.casesOf(report()), file);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("tests")).isEqualTo("7");
    assertThat(suite.getAttribute("failures")).isEqualTo("3");
    assertThat(suite.getAttribute("errors")).isEqualTo("2");
    assertThat(suite.getAttribute("time")).isEqualTo("6.000");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(7);
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("deadlock after 1 step");
    assertThat(failure.getTextContent())
        .contains("x = \"<a> & \uFFFD\"")
        .contains("and Reset leads back to where step 0 had led");
    Element bad = (Element) suite.getElementsByTagName("error").item(1);
    assertThat(bad.getAttribute("message")).isEqualTo("cannot be checked: ]]> & <");
    assertThat(classNames(suite))
        .containsExactly(
            "spec.model",
            "spec.model",
            "spec.model",
            "spec.model",
            "spec.coverage",
            "spec.fault",
            "spec.scene");
  }

  private static List<String> classNames(Element suite) {
    var cases = suite.getElementsByTagName("testcase");
    return IntStream.range(0, cases.getLength())
        .mapToObj(i -> ((Element) cases.item(i)).getAttribute("classname"))
        .toList();
  }

  @Test
  void jsonHasEverything() throws Exception {
    JsonNode json = new ObjectMapper().readTree(JsonReport.of(report(), MANIFEST).toJson());
    assertThat(json.at("/verdict").asText()).isEqualTo("violated");
    assertThat(json.at("/exitCode").asInt()).isEqualTo(1);
    assertThat(json.at("/format").asInt()).isEqualTo(3);
    assertThat(json.at("/uncontrolled")).hasSize(2);
    assertThat(json.at("/models/0/module").asText()).isEqualTo("Counter");
    assertThat(json.at("/models/0/seed").isMissingNode()).isTrue();
    assertThat(json.at("/models/0/bandsOk").asBoolean()).isTrue();
    assertThat(json.at("/models/0/expectedDistinct/1").asInt()).isEqualTo(10);
    assertThat(json.at("/models/0/result/kind").asText()).isEqualTo("held");
    assertThat(json.at("/models/0/result/collisionProbability").asDouble()).isEqualTo(1e-9);
    assertThat(json.at("/models/0/result/stats/idleActions/0").asText()).isEqualTo("Never");
    assertThat(json.at("/models/0/result/trace").isMissingNode()).isTrue();
    assertThat(json.at("/models/2/result/message").asText()).isEqualTo("killed");
    assertThat(json.at("/faults/0/kind").asText()).isEqualTo("fault");
    assertThat(json.at("/scenes/0/reaches").asText()).isEqualTo("AtMax");
    assertThat(json.at("/scenes/0/reached").asBoolean()).isFalse();
    assertThat(json.at("/coverage/0/module").asText()).isEqualTo("Counter");
    assertThat(json.at("/coverage/0/models/0").asText()).isEqualTo("climb");
    assertThat(json.at("/coverage/0/verdict").asText()).isEqualTo("violated");
    assertThat(json.at("/faults/0/caught").asBoolean()).isTrue();
    assertThat(json.at("/faults/0/steps").asInt()).isEqualTo(1);
    assertThat(json.at("/faults/0/result/suspects/0").asText()).isEqualTo("ReachesMax");
    assertThat(json.at("/faults/0/result/trace/1/changed/0").asText()).isEqualTo("x");
    assertThat(json.at("/faults/0/result/ending").asText()).isEqualTo("back to step 0 by Reset");
  }

  @Test
  void aSimulationTellsItsSeed() throws Exception {
    Model wander = MANIFEST.only("wander").models().get(0);
    ModelOutcome sampled = new ModelOutcome(wander, new TlcResult.Sampled(STATS, 50), 123456);
    assertThat(sampled.verdict()).isEqualTo(Verdict.HELD);
    assertThat(sampled.explain())
        .isEqualTo("no violation in 50 random behaviours, 17 states; seed 123456");
    LaneReport report =
        new LaneReport(
            "wander", List.of(sampled), List.of(), List.of(), List.of(), Duration.ofSeconds(1));
    JsonNode json = new ObjectMapper().readTree(JsonReport.of(report, MANIFEST).toJson());
    assertThat(json.at("/models/0/seed").asLong()).isEqualTo(123456);
    assertThat(json.at("/models/0/expectedDistinct").isMissingNode()).isTrue();
    assertThat(json.at("/models/0/result/kind").asText()).isEqualTo("sampled");
  }

  @Test
  void whatWasOnlySampledIsNotExploredAndBack() {
    Model wander = MANIFEST.only("wander").models().get(0);
    assertThat(model(new TlcResult.Sampled(STATS, 50)).verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(new ModelOutcome(wander, new TlcResult.Held(STATS, 0), 1).verdict())
        .isEqualTo(Verdict.VIOLATED);
  }
}
