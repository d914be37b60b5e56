package dev.rollforward.conformance.replay;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A step at which the code did not do what the model does.
 *
 * @param scenario who changes what
 * @param moves the path up to and including that step
 * @param field the first variable that differs, or {@code events}
 * @param expected its value in the model
 * @param actual its value in the code
 */
public record Mismatch(
    String scenario, List<String> moves, String field, String expected, String actual) {
  /** Copies the list. */
  public Mismatch {
    moves = List.copyOf(moves);
  }

  /** The path, the step, the difference, and a JUnit test that repeats it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < moves.size(); i++) {
      text.append(String.format(Locale.ROOT, "%3d  %s%n", i + 1, moves.get(i)));
    }
    text.append(
        "after step %s, %s, '%s' differs%n  model: %s%n  code:  %s%n"
            .formatted(moves.size(), moves.get(moves.size() - 1), field, expected, actual));
    return text.append(test()).toString();
  }

  private String test() {
    String path =
        moves.stream()
            .map(move -> "            \"" + move + "\"")
            .collect(Collectors.joining(",\n"));
    return """

        @Test
        void codeDoesWhatTheModelDoes() {
          assertThat(
                  Replay.after(
                      "%s",
        %s)
                      .get("%s"))
              .hasToString("%s");
        }
        """
        .formatted(scenario, path, field, expected.replace("\\", "\\\\").replace("\"", "\\\""));
  }
}
