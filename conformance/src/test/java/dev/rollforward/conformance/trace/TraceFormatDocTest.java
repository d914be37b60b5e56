package dev.rollforward.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/trace-format.md} says of traces what their reader demands. */
class TraceFormatDocTest {
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          Long.class, "number",
          Map.class, "object",
          List.class, "list",
          Boolean.class, "true or false",
          String.class, "text");

  private String document;

  @BeforeEach
  void read() throws IOException {
    document = Files.readString(Path.of("..", "docs", "trace-format.md"));
  }

  /** The rows of a table by their first cell, up to the blank line after it. */
  private Map<String, String> rows(String head) {
    String table = document.substring(document.indexOf(head)).split("\n\n", 2)[0];
    return table
        .lines()
        .skip(2)
        .map(line -> line.split("\\|", 3))
        .collect(Collectors.toMap(cells -> cells[1].replace("`", "").strip(), cells -> cells[2]));
  }

  private static Set<String> names(String text) {
    return Pattern.compile("`(\\w+)`")
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void everyActionIsThere() {
    assertThat(rows("| action | facts |").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Action.values()).map(Action::name).toList());
  }

  @Test
  void everyFactIsThereWithItsType() {
    Map<String, String> facts = rows("| fact | type |");

    assertThat(facts.keySet()).containsAll(EventSchema.types().keySet());
    EventSchema.types()
        .forEach(
            (fact, type) ->
                assertThat(facts.get(fact).strip()).as(fact).startsWith(TYPES.get(type) + " |"));
  }

  @Test
  void theFactsOfAnActionAreThoseOfItsEvents() {
    Set<String> explained = rows("| fact | type |").keySet();

    rows("| action | facts |")
        .forEach(
            (action, facts) -> {
              Set<String> named = names(facts);
              named.removeAll(Set.of("decided", "refused", "failed"));
              assertThat(explained).as(action).containsAll(named);
            });
  }

  @Test
  void theVersionIsThatOfTheReader() {
    assertThat(document).contains("{\"" + TraceFile.MARK + "\":" + TraceFile.FORMAT + ",");
  }
}
