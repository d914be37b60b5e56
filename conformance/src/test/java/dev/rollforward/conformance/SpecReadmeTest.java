package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Scene;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guided tour speaks of what there is: its links, its names, the action that it explains. */
class SpecReadmeTest {
  private static final Path SPEC = Path.of("..", "spec");
  private static final SpecFiles FILES = SpecFiles.in(SPEC);
  private static final Manifest MANIFEST = FILES.manifest();

  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)[^)]*\\)");

  /** An action or a property may be written with its parameters. */
  private static final Pattern SYMBOL = Pattern.compile("`([A-Z][A-Za-z]+)(?:\\([a-z, ]*\\))?`");

  private static final Pattern HYPHENATED = Pattern.compile("`([a-z]+(?:-[a-z0-9]+)+)`");
  private static final Pattern ARGUMENT =
      Pattern.compile("--(?:model|fault|scene|module) ([A-Za-z][\\w-]*)");

  private static final Pattern COMMENT = Pattern.compile("\\\\\\*.*|(?s:\\(\\*.*?\\*\\))");
  private static final Pattern STATED =
      Pattern.compile("\\\\\\* (INV|PROP|LIVE|REACH|STATEMENT|ASSUMED) (\\w+):");

  @Test
  void whatItLinksToExists() {
    assertThat(all(LINK, readme()))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(SPEC.resolve(link)).exists());
  }

  @Test
  void everySymbolIsInTheManifestOrInAModule() {
    Set<String> known = new TreeSet<>(namesOfTheManifest());
    modules().forEach(module -> known.addAll(symbolsOf(module)));

    assertKnown(all(SYMBOL, prose()), known);
  }

  @Test
  void everyModelAndEveryArgumentOfACommandIsInTheManifest() {
    Set<String> named = new TreeSet<>(all(HYPHENATED, prose()));
    named.addAll(all(ARGUMENT, readme()));

    assertKnown(named, namesOfTheManifest());
  }

  @Test
  void everyModuleIsLinked() {
    Set<String> linked =
        all(LINK, readme()).stream()
            .map(link -> Path.of(link).getFileName().toString())
            .collect(Collectors.toSet());

    assertKnown(FILES.modules(), linked);
  }

  @Test
  void everyCounterexampleOfThePublishedSweepIsLinked() {
    assertKnown(
        MANIFEST.of("SidecarSweep").faults().stream()
            .map(fault -> "counterexamples/" + fault.name() + ".md")
            .toList(),
        all(LINK, readme()));
  }

  /** The row of a finding names the property that its model names. */
  @Test
  void everyFindingOfThePublishedSweepBreaksWhatItsRowSays() {
    String readme = readme();

    assertThat(MANIFEST.of("SidecarSweep").faults())
        .filteredOn(fault -> fault.kind() == Fault.Kind.FINDING)
        .filteredOn(
            fault -> !readme.contains("/" + fault.name() + ".md) | `" + fault.breaks() + "` |"))
        .isEmpty();
  }

  @Test
  void theActionThatIsExplainedIsTheOneInTheModule() {
    List<String> explained =
        FENCED
            .matcher(readme())
            .results()
            .filter(block -> block.group(1).equals("tla"))
            .map(block -> block.group(2))
            .toList();

    String module = read(SPEC.resolve("Rollforward.tla"));
    assertThat(explained)
        .hasSize(1)
        .allMatch(action -> module.contains("\n" + action + "\n"), "stands in the module");
  }

  /** Says only what is missing: the modules have many symbols. */
  private static void assertKnown(Collection<String> names, Collection<String> known) {
    assertThat(names).isNotEmpty().filteredOn(name -> !known.contains(name)).isEmpty();
  }

  private static Set<String> namesOfTheManifest() {
    return Stream.of(
            MANIFEST.modules().stream().map(module -> module.module()),
            MANIFEST.models().stream().map(Model::name),
            MANIFEST.faults().stream().map(Fault::name),
            MANIFEST.scenes().stream().map(Scene::name))
        .flatMap(names -> names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a module defines, declares or uses, or states in a comment; not what it talks about. */
  private static Collection<String> symbolsOf(Path module) {
    String text = read(module);
    Set<String> symbols = new TreeSet<>();
    STATED.matcher(text).results().forEach(match -> symbols.addAll(groups(match)));
    Pattern.compile("\\w+")
        .matcher(COMMENT.matcher(text).replaceAll(" "))
        .results()
        .forEach(match -> symbols.add(match.group()));
    return symbols;
  }

  private static List<String> groups(MatchResult match) {
    return List.of(match.group(1), match.group(2));
  }

  private static List<Path> modules() {
    return FILES.modules().stream()
        .map(name -> Stream.of(SPEC, SPEC.resolve("contract")).map(folder -> folder.resolve(name)))
        .map(places -> places.filter(Files::exists).findFirst().orElseThrow())
        .toList();
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Without what stands in blocks, where three backquotes would upset the pairs. */
  private static String prose() {
    return FENCED.matcher(readme()).replaceAll("");
  }

  private static String readme() {
    return read(SPEC.resolve("README.md"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
