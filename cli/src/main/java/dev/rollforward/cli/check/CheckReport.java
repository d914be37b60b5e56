package dev.rollforward.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.JsonReport;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All that one check found.
 *
 * @param spec what TLC found
 * @param code what the library did
 * @param elapsed how long all of it took
 */
record CheckReport(LaneReport spec, List<CodeOutcome> code, Duration elapsed) {
  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  CheckReport {
    code = List.copyOf(code);
  }

  Verdict verdict() {
    return Verdict.worst(
        Stream.concat(Stream.of(spec.verdict()), code.stream().map(CodeOutcome::verdict)).toList());
  }

  String json(Manifest manifest) {
    try {
      ObjectNode root = MAPPER.createObjectNode();
      root.put("format", FORMAT);
      root.put("verdict", verdict().label());
      root.put("exitCode", verdict().exitCode());
      root.put("millis", elapsed.toMillis());
      root.set("spec", MAPPER.readTree(JsonReport.of(spec, manifest).toJson()));
      ArrayNode outcomes = root.putArray("code");
      code.forEach(outcome -> put(outcomes.addObject(), outcome));
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report cannot be put into JSON", e);
    }
  }

  /** How much was checked, and what the code did; each model's result is kept elsewhere. */
  ObjectNode summary() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("verdict", verdict().label());
    root.put("millis", elapsed.toMillis());
    root.put("models", spec.models().size());
    root.put("faults", spec.faults().size());
    root.put("scenes", spec.scenes().size());
    ArrayNode outcomes = root.putArray("code");
    code.forEach(outcome -> put(outcomes.addObject(), outcome));
    return root;
  }

  private static void put(ObjectNode node, CodeOutcome outcome) {
    node.put("store", outcome.store());
    node.put("scenario", outcome.name());
    node.put("schedules", outcome.schedules());
    node.put("verdict", outcome.verdict().label());
    node.put("millis", outcome.elapsed().toMillis());
    ArrayNode windows = node.putArray("windows");
    outcome
        .windows()
        .forEach(
            (window, times) ->
                windows
                    .addObject()
                    .put("after", window.action().name())
                    .put("halt", window.halt().name().toLowerCase(Locale.ROOT))
                    .put("times", times));
    ArrayNode violations = node.putArray("violations");
    outcome
        .violations()
        .forEach(
            violation ->
                violations
                    .addObject()
                    .put("property", violation.property())
                    .put("story", violation.story()));
  }

  /** What was checked, in words. */
  String suite() {
    return "rollforward check " + spec.label();
  }

  List<JUnitXml.Case> cases() {
    return Stream.concat(JUnitXml.casesOf(spec).stream(), code.stream().map(CodeOutcome::asCase))
        .toList();
  }
}
