package dev.rollforward.spec.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A definition that the specification's behaviours or properties are made of does not change
 * without a look at the proof. Comparing state graphs notices most changes by itself; this notices
 * the others. {@code proof/compared.txt} holds a digest of every definition as it was when it was
 * last compared with its counterpart in the proof.
 */
class ComparedDefinitionsTest {
  private static final Path COMPARED = Path.of("proof/compared.txt");
  private static final List<String> MODULES =
      List.of("Rollforward.tla", "AtomicCommit.tla", "Scenarios.tla", "contract/LanceTable.tla");

  /** Who changes what in a bounded model; the proof is for any. */
  private static final Set<String> SCENARIO =
      Set.of(
          "PlanOf",
          "KindsOf",
          "DropsOf",
          "ReadsOf",
          "OnSnapshot",
          "SourceOf",
          "SequenceOf",
          "RetryOf",
          "NameOf",
          "Created");

  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?ms)^(?:RECURSIVE [^\\n]*\\n)?(\\w+)(?:\\([^)]*\\))? == ?(.*?)(?=^\\S|\\z)");

  @Test
  void noDefinitionHasChangedSinceItWasComparedWithTheProof() throws IOException {
    Map<String, String> now = digests(definitions(MODULES.stream().map(Path::of).toList()));
    if (System.getProperty("rollforward.proof.compared", "").equals("write")) {
      Files.writeString(COMPARED, lines(now));
    }
    Map<String, String> then =
        Files.readAllLines(COMPARED).stream()
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));

    assertThat(differing(then, now))
        .as(
            "compare these with RollforwardProof.tla and AtomicCommitProof.tla, change those if"
                + " need be, and run this test with -Drollforward.proof.compared=write")
        .isEmpty();
    assertThat(now)
        .hasSizeGreaterThan(100)
        .containsKeys("Rollforward!Publish", "LanceTable!Accepts");
  }

  @Test
  void aChangeIsNoticedAndACommentIsNone() {
    String text =
        """
        Init == x = 0
        \\* How far.
        Step == 1
        Next ==
            x' = x + Step
        Unused == 2
        """;
    Map<String, String> before = digests(reachable("M", Map.of("M", text)));

    assertThat(before).containsOnlyKeys("M!Init", "M!Next", "M!Step");
    assertThat(digests(reachable("M", Map.of("M", text.replace("How far", "How  much")))))
        .isEqualTo(before);
    assertThat(
            differing(before, digests(reachable("M", Map.of("M", text.replace("== 1", "== 2"))))))
        .containsExactly("M!Step");
  }

  private static Set<String> differing(Map<String, String> then, Map<String, String> now) {
    Set<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> then.containsKey(name) && then.get(name).equals(now.get(name)));
    return names;
  }

  private static Map<String, String> definitions(List<Path> files) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files) {
      texts.put(file.getFileName().toString().replace(".tla", ""), Files.readString(file));
    }
    Map<String, String> all = new TreeMap<>(reachable("Rollforward", texts));
    all.putAll(reachable("AtomicCommit", texts));
    return all;
  }

  /**
   * The definitions that the behaviours and properties of a module are made of, by module and name;
   * other modules are there for what it does not define.
   */
  private static Map<String, String> reachable(String root, Map<String, String> texts) {
    Map<String, Map<String, String>> byModule = new TreeMap<>();
    texts.forEach((module, text) -> byModule.put(module, parts(text)));
    Deque<String> open = new ArrayDeque<>(List.of("Init", "Next"));
    Matcher stated = Pattern.compile("(?m)^\\\\\\* (?:INV|PROP) (\\w+):").matcher(texts.get(root));
    while (stated.find()) {
      open.add(stated.group(1));
    }
    Map<String, String> found = new TreeMap<>();
    while (!open.isEmpty()) {
      String name = open.remove();
      String module =
          byModule.get(root).containsKey(name)
              ? root
              : byModule.keySet().stream()
                  .filter(m -> !m.equals("AtomicCommit") && byModule.get(m).containsKey(name))
                  .findFirst()
                  .orElse("");
      if (!module.isEmpty()
          && !SCENARIO.contains(name)
          && !found.containsKey(module + "!" + name)) {
        String body = byModule.get(module).get(name);
        found.put(module + "!" + name, body);
        Matcher word = Pattern.compile("\\w+").matcher(body);
        while (word.find()) {
          open.add(word.group());
        }
      }
    }
    return found;
  }

  /** The definitions of a module, without comments and line breaks. */
  private static Map<String, String> parts(String text) {
    String bare = text.replaceAll("(?s)\\(\\*.*?\\*\\)", "").replaceAll("\\\\\\*[^\\n]*", "");
    Map<String, String> parts = new TreeMap<>();
    Matcher definition = DEFINITION.matcher(bare);
    while (definition.find()) {
      parts.put(definition.group(1), definition.group().replaceAll("\\s+", " ").strip());
    }
    return parts;
  }

  private static Map<String, String> digests(Map<String, String> definitions) {
    Map<String, String> digests = new TreeMap<>();
    definitions.forEach((name, text) -> digests.put(name, digest(text)));
    return digests;
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String lines(Map<String, String> digests) {
    return digests.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
