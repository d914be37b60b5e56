package dev.rollforward.published.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One name on both sides: actions, methods, faults. */
class SpecNamesTest {
  private static final Path SPEC = Path.of("../spec");
  private static final Path ENGINE = Path.of("src/main/java/dev/rollforward/published/engine");

  /** What the world does, not the code. */
  private static final Set<String> NOT_STEPS =
      Set.of("CrashWriter", "CrashSweep", "ForeignSidecarArrives");

  @Test
  void everyActionOfTheSpecIsAStepOfTheCodeAndBack() throws IOException {
    String spec = Files.readString(SPEC.resolve("SidecarSweep.tla"));
    String next = spec.substring(spec.indexOf("\nNext =="), spec.indexOf("\nSpec =="));
    Set<String> actions = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\\\/ (?:\\\\E . \\\\in \\w+ : )?([A-Z]\\w+)").matcher(next);
    while (matcher.find()) {
      actions.add(matcher.group(1));
    }
    actions.removeAll(NOT_STEPS);

    assertThat(Arrays.stream(Action.values()).map(Action::name))
        .containsExactlyInAnyOrderElementsOf(actions);
  }

  @Test
  void everyStepIsAMethodThatEmitsIt() throws IOException {
    for (Action action : Action.values()) {
      String code =
          Files.readString(
              ENGINE.resolve(
                  action.name().startsWith("Sweep") ? "SidecarSweep.java" : "SidecarWriter.java"));
      String method = Character.toLowerCase(action.name().charAt(0)) + action.name().substring(1);
      assertThat(code).containsPattern("private [\\w<>., ]+ " + method + "\\(");
      assertThat(code).contains("Action." + action.name());
    }
  }

  @Test
  void everyFaultIsOneOfTheModels() throws IOException {
    JsonNode module =
        new ObjectMapper().readTree(SPEC.resolve("models/SidecarSweep.json").toFile());
    Set<String> names = new TreeSet<>(module.get("faults").findValuesAsText("name"));

    assertThat(Arrays.stream(Fault.values()).filter(fault -> fault != Fault.RefusesDrift))
        .allSatisfy(fault -> assertThat(names).contains(fault.name()));
    assertThat(module.get("constants").has(Fault.RefusesDrift.name())).isTrue();
  }
}
