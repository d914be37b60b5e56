package dev.rollforward.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollforward.cli.runs.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The proof: every lemma over every action. */
final class ProofSection {
  private final Project project;

  ProofSection(Project project) {
    this.project = project;
  }

  /** What came of a lemma over an action. */
  private static final class Cell {
    private int obligations;
    private int proved;
    private int unchanged;
    private double seconds;

    private void add(JsonNode obligation) {
      obligations++;
      String verdict = obligation.path("verdict").asText();
      proved += verdict.equals("proved") ? 1 : 0;
      unchanged += verdict.equals("unchanged") ? 1 : 0;
      seconds += obligation.path("seconds").asDouble();
    }

    private Html html() {
      String title = String.format(Locale.ROOT, "%d obligations, %.2f s", obligations, seconds);
      if (proved + unchanged < obligations) {
        return mark("bad", obligations - proved - unchanged + " open", title);
      }
      return proved == 0
          ? mark("soft", "·", "nothing that it names is changed")
          : mark("good", Integer.toString(proved), title);
    }

    private static Html mark(String kind, String text, String title) {
      return new Html(
          "<span class=\""
              + kind
              + "\" title=\""
              + Html.of(title).text()
              + "\">"
              + Html.of(text).text()
              + "</span>");
    }
  }

  Section section() {
    Optional<RunRecord> run = project.run("prove");
    return new Section(
        "proof",
        "The proof",
        run.map(this::body).orElseGet(() -> Source.missing("the proof", "./rollforward prove")));
  }

  /** How many obligations there are: what an action leaves unchanged needs no proof. */
  static long count(RunRecord record) {
    long count = 0;
    for (JsonNode obligation : record.result().path("obligations")) {
      count += obligation.path("verdict").asText().equals("unchanged") ? 0 : 1;
    }
    return count;
  }

  private Html body(RunRecord record) {
    Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    Set<String> actions = new LinkedHashSet<>();
    int open = 0;
    for (JsonNode obligation : record.result().path("obligations")) {
      String action = obligation.path("action").asText();
      actions.add(action);
      cells
          .computeIfAbsent(obligation.path("lemma").asText(), lemma -> new LinkedHashMap<>())
          .computeIfAbsent(action, a -> new Cell())
          .add(obligation);
      String verdict = obligation.path("verdict").asText();
      open += verdict.equals("proved") || verdict.equals("unchanged") ? 0 : 1;
    }
    List<String> heads = new ArrayList<>(List.of("lemma or property"));
    actions.forEach(action -> heads.add(">" + action));
    List<List<Html>> rows = new ArrayList<>();
    cells.forEach((lemma, byAction) -> rows.add(row(record.result(), lemma, byAction, actions)));
    String said =
        "%s obligations by %s, %s open: safety for any number of operations, tables, sweeps and crashes. A cell counts the obligations of a lemma over an action; a dot stands for an action that changes nothing the lemma names."
            .formatted(count(record), record.result().path("solver").asText(), open);
    return Html.paragraph(said)
        .and(Html.element("div", "matrix", Html.table("Lemma by action", heads, rows)))
        .and(project.source(record).line());
  }

  private static List<Html> row(
      JsonNode result, String lemma, Map<String, Cell> byAction, Set<String> actions) {
    List<Html> row = new ArrayList<>();
    String words = result.path("lemmas").path(lemma).asText();
    row.add(Html.code(lemma).and(Html.element("span", "place", Html.of(" " + words))));
    actions.forEach(
        action -> row.add(byAction.containsKey(action) ? byAction.get(action).html() : Html.NONE));
    return row;
  }
}
