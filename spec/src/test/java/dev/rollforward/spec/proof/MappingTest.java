package dev.rollforward.spec.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcListener;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The refinement that is proved is that of {@code Rollforward.tla}: TLC evaluates the expressions
 * of its {@code Abstract}, as they stand there, in every state of small models, and the mapping of
 * the proof shows the same of each.
 */
class MappingTest {
  private static final Proof PROOF = Proof.in(Path.of("proof"));
  private static final Set<String> SHOWN =
      Set.of("visible", "based", "complete", "doubted", "verdict", "reply");

  /** One {@code name <- expression} of an instance, up to the next or to an empty line. */
  private static final Pattern SUBSTITUTION =
      Pattern.compile("(?ms)^    (\\w+) <- (.*?),?$(?=\\n    \\w+ <- |\\n\\n)");

  @TempDir Path folder;

  @Test
  @Tag("long")
  void severalCommitsToOneTable() throws IOException {
    assertThat(
            mismatches("ChainAlone", Map.of("LostAnswers", "TRUE", "MaxCrashes", "1"), mapping()))
        .isEmpty();
  }

  @Test
  @Tag("long")
  void aDropBesideAnAppend() throws IOException {
    assertThat(mismatches("OnlyDrop", Map.of("MaxCrashes", "1"), mapping())).isEmpty();
  }

  @Test
  void twoCreatesOfOneName() throws IOException {
    assertThat(mismatches("CreateOnly", Map.of(), mapping())).isEmpty();
  }

  @Test
  void anotherMappingIsTold() throws IOException {
    Map<String, String> wrong = mapping();
    wrong.put("doubted", "{}");

    assertThat(mismatches("Alone", Map.of(), wrong))
        .isNotEmpty()
        .allMatch(told -> told.startsWith("doubted is not what is shown in\n"));
  }

  /** What {@code Abstract} of the specification puts in the place of the contract's variables. */
  private static Map<String, String> mapping() throws IOException {
    String text = Files.readString(Path.of("Rollforward.tla"));
    String instance = text.substring(text.indexOf("Abstract == INSTANCE AtomicCommit WITH"));
    Map<String, String> mapping = new LinkedHashMap<>();
    Matcher each = SUBSTITUTION.matcher(instance.substring(0, instance.indexOf("\n\n") + 2));
    while (each.find()) {
      mapping.put(each.group(1), each.group(2));
    }
    mapping.keySet().retainAll(SHOWN);
    assertThat(mapping).containsOnlyKeys(SHOWN);
    return mapping;
  }

  private List<String> mismatches(
      String scenario, Map<String, String> constants, Map<String, String> mapping)
      throws IOException {
    SpecFiles.bundled().unpackTo(folder);
    Files.writeString(
        folder.resolve("Mapped.tla"),
        """
        ---- MODULE Mapped ----
        EXTENDS Rollforward
        VARIABLE shown
        Show == [%s]
        MappedSpec == Init /\\ shown = Show /\\ [][Next /\\ shown' = Show']_<<vars, shown>>
        ====
        """
            .formatted(
                mapping.entrySet().stream()
                    .map(each -> each.getKey() + " |-> " + each.getValue())
                    .collect(Collectors.joining(",\n    "))));
    Model model = model(scenario, constants);
    StateGraph graph =
        new TlcRunner(folder, folder, TlcOptions.defaults().withBrief(true))
            .graph(model, TlcListener.NONE);
    assertThat(graph.states()).hasSizeGreaterThan(50);
    return PROOF.compareMapping(model, graph, "shown");
  }

  private static Model model(String scenario, Map<String, String> constants) {
    Map<String, String> all = new TreeMap<>(Map.of("MaxCrashes", "0"));
    all.putAll(constants);
    all.put("Scenario", '"' + scenario + '"');
    return SpecFiles.bundled().manifest().of("Rollforward").models().stream()
        .filter(model -> model.lanes().contains(Lane.SMOKE) && model.name().equals("smoke"))
        .findFirst()
        .orElseThrow()
        .variant("mapped", all, "MappedSpec", List.of("TypeOK"), List.of())
        .readFrom("Mapped");
  }
}
