package dev.rollforward.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollforward.cli.check.CheckText;
import dev.rollforward.cli.runs.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The library itself: under schedules, along the graph, against planted mistakes. */
final class CodeSections {
  private static final List<String> REPLAYS =
      List.of("replay", "replay-kinds", "replay-drop", "replay-alone");

  private final Project project;

  CodeSections(Project project) {
    this.project = project;
  }

  Section code() {
    Html schedules =
        project
            .run("check")
            .map(this::schedules)
            .orElseGet(() -> Source.missing("schedules of the code", "./rollforward check"));
    List<Html> replays = new ArrayList<>();
    for (String model : REPLAYS) {
      project.run("replay-" + model + "-memory").ifPresent(run -> replays.add(replay(run)));
    }
    Html replayed =
        replays.isEmpty() ? Source.missing("a replay", "./rollforward replay") : Html.join(replays);
    return new Section(
        "code",
        "The library's own code",
        Html.tag("h3", Html.of("Schedules: processes that stop and die at every step"))
            .and(schedules)
            .and(Html.tag("h3", Html.of("Crash windows: where a process was halted")))
            .and(
                project
                    .run("check")
                    .map(this::windows)
                    .orElseGet(() -> Source.missing("crash windows", "./rollforward check")))
            .and(Html.tag("h3", Html.of("Replay: the code along every step of a model")))
            .and(replayed));
  }

  private Html schedules(RunRecord run) {
    List<List<Html>> rows = new ArrayList<>();
    for (JsonNode outcome : run.result().path("code")) {
      boolean held = outcome.path("verdict").asText().equals("held");
      rows.add(
          List.of(
              Html.code(outcome.path("scenario").asText()),
              Html.of(outcome.path("store").asText()),
              Html.count(outcome.path("schedules").asLong()),
              Html.of(CheckText.time(Duration.ofMillis(outcome.path("millis").asLong()))),
              Html.element(
                  "span",
                  held ? "badge good" : "badge bad",
                  Html.of(outcome.path("verdict").asText()))));
    }
    return Html.table(
            "Schedules", List.of("scenario", "store", ">schedules", ">time", "result"), rows)
        .and(project.source(run).line());
  }

  /** By step, and how often its process died or stalled right after it, in memory and on Lance. */
  private Html windows(RunRecord run) {
    Map<String, Map<String, Long>> times = new TreeMap<>();
    for (JsonNode outcome : run.result().path("code")) {
      for (JsonNode window : outcome.path("windows")) {
        String store = outcome.path("store").asText();
        String how =
            window.path("halt").asText() + (store.equals("memory") ? " in " : " on ") + store;
        times
            .computeIfAbsent(window.path("after").asText(), after -> new TreeMap<>())
            .merge(how, window.path("times").asLong(), Long::sum);
      }
    }
    List<String> ways =
        times.values().stream().flatMap(t -> t.keySet().stream()).distinct().sorted().toList();
    List<String> heads = new ArrayList<>(List.of("right after"));
    ways.forEach(way -> heads.add(">" + way));
    List<List<Html>> rows = new ArrayList<>();
    times.forEach(
        (after, found) -> {
          List<Html> row = new ArrayList<>(List.of(Html.code(after)));
          ways.forEach(way -> row.add(Html.count(found.getOrDefault(way, 0L))));
          rows.add(row);
        });
    return times.isEmpty()
        ? Source.missing("crash windows", run.command())
        : Html.paragraph(
                "A window is the time between the effect of a step and the next one. How often a"
                    + " process died or stalled in it, over all schedules; a step that is missing here was"
                    + " the last of no halted process.")
            .and(Html.table("Crash windows", heads, rows))
            .and(project.source(run).line());
  }

  private Html replay(RunRecord run) {
    JsonNode result = run.result();
    return Html.tag(
            "p",
            Html.of("Model "),
            Html.code(result.path("model").asText()),
            Html.of(": the code took "),
            Html.count(result.path("steps").asLong()),
            Html.of(" steps along "),
            Html.count(result.path("paths").asLong()),
            Html.of(" paths over "),
            Html.count(result.path("edges").asLong()),
            Html.of(" transitions between "),
            Html.count(result.path("states").asLong()),
            Html.of(
                " states, and agreed with TLC after each: "
                    + result.path("verdict").asText()
                    + "."))
        .and(project.source(run).line());
  }

  Section coverage() {
    return document(
        "coverage", "Coverage", "docs/coverage.md", "action", "mvn -pl conformance -am verify");
  }

  Section matrix() {
    return document(
        "matrix",
        "Which check notices which mistake",
        "docs/fault-matrix.md",
        "fault",
        "./rollforward faults run --markdown");
  }

  private Section document(String id, String title, String path, String column, String command) {
    Optional<Markdown.Table> table = project.document(path).flatMap(d -> d.table(column));
    Html body =
        table
            .map(t -> Html.table(title, t.heads(), t.rows()))
            .map(t -> t.and(project.source(path, command).line()))
            .orElseGet(() -> Source.missing(title, command));
    return new Section(id, title, body);
  }
}
