package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollforward.Action;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One name on both sides: actions, methods, faults, and the statements of the contracts. */
class NamesTest {
  private static final Path HOME = Path.of("..");
  private static final Path CORE = HOME.resolve("impl/src/main/java/dev/rollforward/core");
  private static final Path ENGINE = HOME.resolve("impl/src/main/java/dev/rollforward/engine");

  /** Actions of the environment, which no code performs as a step of its own. */
  private static final Set<String> NOT_STEPS =
      Set.of(
          "CrashWriter",
          "CrashSweep",
          "ForgetDecision",
          "LoseAnswer",
          "CommitForeign",
          "TakeSnapshot");

  @Test
  void everyActionOfTheSpecIsAStepOfTheCodeAndBack() throws IOException {
    Set<String> inSpec = new TreeSet<>();
    for (String disjunction : new String[] {"WriterStep", "SweepStep", "Actors", "Next"}) {
      inSpec.addAll(actionsOf(disjunction));
    }
    inSpec.removeAll(Set.of("WriterStep", "SweepStep"));
    inSpec.removeAll(NOT_STEPS);

    assertThat(Arrays.stream(Action.values()).map(Action::name))
        .containsExactlyInAnyOrderElementsOf(inSpec);
  }

  @Test
  void everyStepIsAMethodThatEmitsIt() throws IOException {
    String code =
        Files.readString(ENGINE.resolve("Writer.java"))
            + Files.readString(ENGINE.resolve("Recovery.java"))
            + Files.readString(ENGINE.resolve("RecoveryPass.java"));

    for (Action action : Action.values()) {
      String method = Character.toLowerCase(action.name().charAt(0)) + action.name().substring(1);
      assertThat(code).containsPattern("private [\\w<>.]+ " + method + "\\(");
      assertThat(code).contains("Action." + action.name());
    }
  }

  @Test
  void theSpecNamesTheMethodOfEachAction() throws IOException {
    String spec = spec("Rollforward.tla");

    for (Action action : Action.values()) {
      String owner = action.name().startsWith("Sweep") ? "Recovery(?:Pass)?" : "Writer";
      String method = Character.toLowerCase(action.name().charAt(0)) + action.name().substring(1);
      assertThat(spec)
          .containsPattern("Java: " + owner + "\\." + method + "\\.(?:.*\\R)+?" + action + "\\(");
    }
  }

  @Test
  void everyJavaSymbolThatTheSpecNamesExists() throws IOException {
    List<String> symbols =
        Pattern.compile("Java: ((?:core|engine|Writer|Recovery(?:Pass)?)[\\w.]*\\w)")
            .matcher(spec("Rollforward.tla"))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(symbols).hasSizeGreaterThan(30).allSatisfy(NamesTest::assertExists);
  }

  private static void assertExists(String symbol) {
    String[] parts = symbol.split("\\.");
    boolean qualified = Character.isLowerCase(parts[0].charAt(0));
    String type =
        "dev.rollforward." + (qualified ? parts[0] + "." + parts[1] : "engine." + parts[0]);
    String method = parts[parts.length - 1];
    assertThatCode(
            () -> {
              Class<?> found = Class.forName(type);
              if (Character.isLowerCase(method.charAt(0))) {
                assertThat(Arrays.stream(found.getDeclaredMethods()).map(Method::getName))
                    .contains(method);
              }
            })
        .as(symbol)
        .doesNotThrowAnyException();
  }

  /** A class of the core that decides something is named where the spec decides it. */
  @Test
  void everyDecisionOfTheCoreIsNamedInTheSpec() throws IOException {
    String spec = spec("Rollforward.tla");
    try (Stream<Path> files = Files.list(CORE)) {
      assertThat(
              files.filter(Files::isRegularFile).filter(NamesTest::decides).map(NamesTest::nameOf))
          .hasSizeGreaterThan(4)
          .allSatisfy(decision -> assertThat(spec).contains("Java: core." + decision + "."));
    }
  }

  private static String nameOf(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  /** Only decisions have no instances: they are functions of what was read. */
  private static boolean decides(Path source) {
    try {
      return Files.readString(source).contains("  private " + nameOf(source) + "()");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyStatementAboutLanceIsATest() throws IOException {
    Set<String> tests = testsIn("lance/LanceTableContractTest.java");
    tests.addAll(testsIn("lance/LanceKindsContractTest.java"));

    assertThat(tests).containsAll(statements("contract/LanceTable.tla"));
  }

  /**
   * No kind of change without the model: what commits to a dataset that exists is a kind there, and
   * what makes, drops or renames one is told by the scenario.
   */
  @Test
  void everyKindOfChangeIsAKindOfTheSpec() throws IOException {
    String scenarios = spec("Scenarios.tla");
    int start = scenarios.indexOf("ProtocolKinds ==");
    Set<String> specified =
        Pattern.compile("\"([A-Z_]+)\"")
            .matcher(scenarios.substring(start, scenarios.indexOf('}', start)))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> changes = new TreeSet<>();
    try (Stream<Path> files = Files.list(CORE.resolve("change"))) {
      for (Path file : files.toList()) {
        Pattern.compile("return \"([A-Z_]+)\";")
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> changes.add(match.group(1)));
      }
    }
    changes.removeAll(Set.of("CREATE", "REPLACE", "DROP", "RENAME"));

    assertThat(changes).hasSizeGreaterThan(8);
    assertThat(specified).containsAll(changes);
  }

  @Test
  void everyStatementAboutStoresIsATest() throws IOException {
    Set<String> tests = testsIn("store/contract/StoreContract.java");
    tests.addAll(testsIn("store/contract/ListedStoreContract.java"));
    tests.addAll(testsIn("store/contract/DeletingStoreContract.java"));

    assertThat(tests).containsAll(statements("contract/CreateIfAbsent.tla"));
  }

  /** What replaces a rule, or adds an action, is defined and told of in Faults.tla. */
  @Test
  void everyFaultIsAMistakeInFaults() throws IOException {
    String faults = spec("Faults.tla");
    String protocol = spec("Rollforward.tla") + spec("Scenarios.tla");

    assertThat(SpecFiles.bundled().manifest().of("Rollforward").faults())
        .filteredOn(fault -> fault.kind() == Fault.Kind.FAULT)
        .isNotEmpty()
        .allSatisfy(
            fault -> {
              fault.overrides().keySet().forEach(rule -> assertDefined(rule, protocol));
              fault.overrides().values().forEach(mistake -> assertDefined(mistake, faults));
              if (fault.specification() != null) {
                assertDefined(fault.specification(), faults);
              }
            });
  }

  @Test
  void everyMistakeOfFaultsIsAFaultOfItsName() throws IOException {
    List<String> told =
        Pattern.compile("\\\\\\* FAULT (\\w+):")
            .matcher(spec("Faults.tla"))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(told)
        .hasSizeGreaterThan(25)
        .isSubsetOf(
            SpecFiles.bundled().manifest().of("Rollforward").faults().stream()
                .map(Fault::name)
                .toList());
  }

  private static void assertDefined(String name, String module) {
    assertThat(module).containsPattern("(?m)^" + name.replace("<- ", "") + "\\b.*==");
  }

  private static Set<String> actionsOf(String disjunction) throws IOException {
    String spec = spec("Rollforward.tla");
    int start = spec.indexOf("\n" + disjunction + (disjunction.endsWith("Step") ? "(" : " =="));
    String body = spec.substring(spec.indexOf("==", start), spec.indexOf("\n\n", start));
    return Pattern.compile("\\b([A-Z]\\w+)\\(")
        .matcher(body)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> statements(String module) throws IOException {
    Set<String> statements =
        Pattern.compile("STATEMENT (\\w+):")
            .matcher(spec(module))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(statements).isNotEmpty();
    return statements;
  }

  private static Set<String> testsIn(String file) throws IOException {
    Path source = HOME.resolve("impl/src/test/java/dev/rollforward").resolve(file);
    return Pattern.compile(
            "@Test\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:public |protected )?void (\\w+)\\(")
        .matcher(Files.readString(source))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String spec(String module) throws IOException {
    return Files.readString(HOME.resolve("spec").resolve(module));
  }
}
