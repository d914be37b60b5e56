package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.conformance.replay.ReplayRun;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.testkit.MemoryTestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which kind of change is in which check, as {@code docs/kinds.md} says. */
class KindCoverageTest {
  private static final Path ROOT = Path.of("..");
  private static final String LINCHECK =
      "lincheck/src/test/java/dev/rollforward/lincheck/Work.java";
  private static final String CHAOS =
      "conformance/src/main/java/dev/rollforward/conformance/chaos/Workload.java";
  private static final String DIFFERENTIAL =
      "testkit/src/test/java/dev/rollforward/differential/Op.java";
  private static final String LANCE = "bench/src/test/java/dev/rollforward/bench/KindCosts.java";

  /** What callers write for the kinds that are no {@link Change} of their own to them. */
  private static final Map<String, String> CALLS =
      Map.of(
          "CREATE", "InMemory.create(",
          "APPEND", "InMemory.append(",
          "REPLACE", "InMemory.replace(",
          "DROP", "transaction.drop(",
          "RENAME", "transaction.renameTable(");

  /** What the differential test calls otherwise; it has the other kinds by their own names. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "ADD_COLUMNS", "ADD_COLUMN",
          // Two changes of the columns in one transaction.
          "ALTER_TABLE", "RENAME_COLUMN",
          "MERGE_COLUMNS", "MATCH_COLUMN",
          "DROP_COLUMNS", "DROP_COLUMN",
          "RENAME", "RENAME_TABLE");

  private final String scenarios = read("spec/Scenarios.tla");

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Class<?>> kinds(Class<?> change) {
    return change.isSealed()
        ? Stream.of(change.getPermittedSubclasses()).flatMap(KindCoverageTest::kinds)
        : Stream.of(change);
  }

  private static String name(Class<?> kind) {
    return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  @Test
  void theTableIsWhatTheChecksHave() {
    Map<String, Predicate<Class<?>>> columns = columns();
    List<String> rows = new ArrayList<>();
    for (Class<?> kind : kinds(Change.class).toList()) {
      String cells =
          columns.values().stream()
              .map(holds -> holds.test(kind) ? "yes" : "–")
              .collect(Collectors.joining(" | "));
      rows.add("| " + name(kind) + " | " + cells + " |");
    }

    String document = read("docs/kinds.md");
    assertThat(document).contains("| kind | " + String.join(" | ", columns.keySet()) + " |");
    assertThat(document.lines().filter(line -> line.matches("\\| [A-Z_]+ \\|.*")))
        .as("docs/kinds.md should have%n%s%n", String.join("\n", rows))
        .containsExactlyElementsOf(rows);
  }

  private Map<String, Predicate<Class<?>>> columns() {
    List<Model> models = SpecFiles.bundled().manifest().models();
    Set<String> modelled = inModels(models);
    Set<String> replayed = inModels(models.stream().filter(ReplayRun::canPlay).toList());
    Set<String> scheduled = inScenarios(List.of(Scenario.values()));
    Set<String> crashed = inOwnersChanges();
    String planned = read("spec/models/Names.json");
    Map<String, Predicate<Class<?>>> columns = new LinkedHashMap<>();
    columns.put(
        "model",
        k ->
            modelled.contains(name(k))
                || planned.contains("\\\"" + name(k).toLowerCase(Locale.ROOT) + "\\\""));
    columns.put("replay", k -> replayed.contains(name(k)));
    columns.put("traces", k -> scheduled.contains(name(k)));
    columns.put("schedules", k -> scheduled.contains(name(k)));
    columns.put("Lincheck", k -> makes(LINCHECK, k) || calls(LINCHECK, k));
    columns.put("crash explorer", k -> crashed.contains(name(k)));
    columns.put("chaos", k -> makes(CHAOS, k) || calls(CHAOS, k));
    columns.put("differential", KindCoverageTest::isDifferential);
    columns.put("Lance", k -> read(LANCE).contains(name(k) + "("));
    return columns;
  }

  private static boolean makes(String file, Class<?> kind) {
    return read(file).contains("new " + kind.getSimpleName() + "()");
  }

  private static boolean calls(String file, Class<?> kind) {
    return Optional.ofNullable(CALLS.get(name(kind))).filter(read(file)::contains).isPresent();
  }

  /** An overwrite may bring other columns, which is a replace. */
  private static boolean isDifferential(Class<?> kind) {
    String called =
        name(kind).equals("REPLACE") ? "OVERWRITE" : DIFFERENT.getOrDefault(name(kind), name(kind));
    return Pattern.compile("(?m)^ {4}" + called + ",?$").matcher(read(DIFFERENTIAL)).find();
  }

  /** The kinds in the scenarios of these models. */
  private Set<String> inModels(Collection<Model> models) {
    Set<String> kinds = new TreeSet<>();
    models.stream()
        .filter(model -> model.module().equals("Rollforward"))
        .map(ReplayRun::scenarioOf)
        .distinct()
        .forEach(
            scenario -> {
              boolean creates = has("Created ==", scenario);
              boolean drops = has("DropsOf ==", scenario);
              kinds.addAll(has("KindsOf ==", scenario) ? kindsOf(scenario) : Set.of("APPEND"));
              if (creates) {
                kinds.add(drops && scenario.equals("Replace") ? "REPLACE" : "CREATE");
              }
              if (drops) {
                kinds.add("DROP");
              }
            });
    return kinds;
  }

  private boolean has(String definition, String scenario) {
    return row(definition, scenario).isPresent();
  }

  private Set<String> kindsOf(String scenario) {
    return Pattern.compile("\"([A-Z_]+)\"")
        .matcher(row("KindsOf ==", scenario).orElseThrow())
        .results()
        .map(kind -> kind.group(1))
        .collect(Collectors.toSet());
  }

  private Optional<String> row(String definition, String scenario) {
    int start = scenarios.indexOf("\n" + definition);
    String cases = scenarios.substring(start, scenarios.indexOf("[] OTHER", start));
    return cases
        .lines()
        .filter(line -> line.contains("Scenario = \"" + scenario + "\""))
        .map(line -> line.substring(line.indexOf("->")))
        .findFirst();
  }

  private static Set<String> inScenarios(List<Scenario> scenarios) {
    Set<String> kinds = new TreeSet<>();
    for (Scenario scenario : scenarios) {
      Staging at = staging(scenario.existing());
      Stream.of(0, 1)
          .flatMap(writer -> scenario.intents(writer, at).stream())
          .forEach(intent -> add(intent, kinds));
    }
    return kinds;
  }

  private static Set<String> inOwnersChanges() {
    Set<String> kinds = new TreeSet<>();
    Arrays.stream(OwnersChange.values())
        .flatMap(change -> change.intents(staging(List.of("a", "b"))).stream())
        .forEach(intent -> add(intent, kinds));
    return kinds;
  }

  private static void add(TableIntent intent, Set<String> kinds) {
    kinds.add(intent.change().kind());
    if (intent.staged().size() > 1) {
      kinds.add(new Append().kind());
    }
  }

  private static Staging staging(List<String> tables) {
    Map<String, Pin> pins = new TreeMap<>();
    tables.forEach(name -> pins.put(name, new Pin(new TableId(name), 1)));
    Manifest manifest = Manifest.of(new GroupId("g"), 2, pins, Map.of(), Optional.empty());
    return new Staging(new MemoryTestStores(), new OperationId("op"), manifest);
  }
}
