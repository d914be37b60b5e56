package dev.rollforward.cli.demo;

import dev.rollforward.ProtocolEvent;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a step did, in the words of the specification, with the few values that matter. */
final class StepWords {
  private static final Words WORDS = SpecFiles.bundled().words();

  private StepWords() {}

  static String of(ProtocolEvent event) {
    Map<String, Object> facts = event.facts().values();
    // A table that is fenced already stays as it is.
    boolean unmoved = Boolean.TRUE.equals(facts.get("fenced"));
    String words =
        WORDS
            .action(event.action().toString(), event.table().filter(table -> !unmoved))
            .orElse(event.action().toString());
    List<String> values = values(facts);
    return values.isEmpty() ? words : words + " (" + String.join("; ", values) + ")";
  }

  private static List<String> values(Map<String, Object> facts) {
    List<String> values = new ArrayList<>();
    if (facts.get("manifest") instanceof Long version) {
      values.add("manifest " + version);
    }
    if (facts.get("pins") instanceof Map<?, ?> pins) {
      values.add(pinned(pins));
    }
    if (facts.get("base") instanceof Long base) {
      values.add("version " + base);
    }
    // Of a commit or a restore; recovery lists the tables under this name.
    if (facts.get("landed") instanceof Long landed) {
      values.add("version " + landed);
    }
    for (String text : List.of("finding", "verdict", "because", "refused", "failed")) {
      if (facts.get(text) instanceof String value) {
        values.add(value);
      }
    }
    return values;
  }

  /** Tables at the same version together: {@code cities, people at version 1}. */
  private static String pinned(Map<?, ?> pins) {
    Map<String, List<String>> byVersion = new TreeMap<>();
    new TreeMap<>(pins)
        .forEach(
            (table, version) ->
                byVersion
                    .computeIfAbsent(version.toString(), v -> new ArrayList<>())
                    .add(table.toString()));
    return byVersion.entrySet().stream()
        .map(same -> String.join(", ", same.getValue()) + " at version " + same.getKey())
        .collect(Collectors.joining(", "));
  }
}
