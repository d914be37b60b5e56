package dev.rollforward.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a transaction costs, as tests have counted it. */
final class CostSection {
  private static final String REQUESTS = "docs/object-stores.md";
  private static final String REQUESTS_TEST =
      "mvn -pl objectstore -am verify -Dtest=RequestCountTest";
  private static final String KINDS = "docs/kinds.md";
  private static final String KINDS_TEST = "mvn -pl bench -am verify -Dtest=KindsDocTest";
  private static final Pattern COUNT = Pattern.compile("^(\\d+)(?::.*)?$");

  private final Project project;

  CostSection(Project project) {
    this.project = project;
  }

  Section section() {
    return new Section(
        "cost",
        "What it costs",
        Html.paragraph(
                "Counted, not timed: counts are the same on every machine. A commit makes as many"
                    + " requests of its own however many tables it changes; each table costs what Lance"
                    + " asks for.")
            .and(Html.tag("h3", Html.of("Requests to an object store")))
            .and(requests())
            .and(Html.tag("h3", Html.of("Store calls of each kind of change")))
            .and(kinds()));
  }

  private Html requests() {
    Optional<Markdown.Table> table = project.document(REQUESTS).flatMap(d -> d.table("call"));
    if (table.isEmpty()) {
      return Source.missing("requests to an object store", REQUESTS_TEST);
    }
    List<BarPlot.Row> rows = new ArrayList<>();
    for (List<String> cells : table.get().texts()) {
      Optional<Long> ours = count(cells.get(1));
      Optional<Long> lances = count(cells.get(2));
      if (ours.isPresent() && lances.isPresent()) {
        rows.add(new BarPlot.Row(cells.get(0), List.of(ours.get(), lances.get())));
      }
    }
    return BarPlot.of("Requests by call", List.of("ours", "Lance's"), rows)
        .and(Html.table("Requests by call", table.get().heads(), table.get().rows()))
        .and(project.source(REQUESTS, REQUESTS_TEST).line());
  }

  private Html kinds() {
    Optional<Markdown.Table> table = project.document(KINDS).flatMap(d -> d.table("kind"));
    if (table.isEmpty()) {
      return Source.missing("store calls by kind", KINDS_TEST);
    }
    List<String> heads = table.get().heads();
    int first = heads.indexOf("Lance commits");
    List<BarPlot.Row> rows = new ArrayList<>();
    for (List<String> cells : table.get().texts()) {
      List<Long> counts =
          cells.subList(first, heads.size()).stream()
              .map(CostSection::count)
              .flatMap(Optional::stream)
              .toList();
      if (counts.size() == heads.size() - first) {
        rows.add(new BarPlot.Row(cells.get(0), counts));
      }
    }
    return BarPlot.of("Calls by kind of change", heads.subList(first, heads.size()), rows)
        .and(Html.table("Kinds of change", heads, table.get().rows()))
        .and(project.source(KINDS, KINDS_TEST).line());
  }

  /** A cell begins with its count; what it is made of may follow. */
  private static Optional<Long> count(String cell) {
    Matcher count = COUNT.matcher(cell);
    return count.matches() ? Optional.of(Long.valueOf(count.group(1))) : Optional.empty();
  }
}
