package dev.rollforward.spec.picture;

import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a reader sees in a state: of each table the version that the manifest pins, and whose rows
 * are in it. That is {@code PinnedRows} of the specification.
 */
public final class ReaderView {
  private ReaderView() {}

  /** A fact for each table; none for a design whose tables are no chains. */
  public static List<Fact> of(Map<String, TlaValue> variables) {
    List<Fact> facts = new ArrayList<>();
    TlaValue manifest = variables.get("manifest");
    TlaValue chains = variables.get("chain");
    if (manifest == null || chains == null) {
      return facts;
    }
    Map<TlaValue, TlaValue> tables = chains.asFunction();
    manifest
        .field("pins")
        .orElse(manifest)
        .asFunction()
        .forEach(
            (table, pin) ->
                facts.add(
                    new Fact(
                        "table " + table,
                        Optional.ofNullable(tables.get(table))
                            .map(chain -> chain.asFunction().get(pin))
                            .map(ReaderView::rows)
                            .orElse("no such table"))));
    return facts;
  }

  private static String rows(TlaValue version) {
    String makers =
        version
            .field("rows")
            .map(rows -> rows.asFunction().values().stream())
            .orElseThrow()
            .map(maker -> ModelNumbers.maker(maker.toString()))
            .collect(Collectors.joining(", "));
    return makers.isEmpty() ? "the initial rows" : "the initial rows, and those of " + makers;
  }
}
