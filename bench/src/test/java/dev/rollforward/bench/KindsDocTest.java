package dev.rollforward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.change.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/kinds.md} says of each kind of change what it is to Lance, what keeps a stalled one
 * out, over what Lance refuses it, and what it costs; here each is committed and counted.
 */
class KindsDocTest {
  private static final Path DOCUMENT = Path.of("../docs/kinds.md");

  /** As the contract calls what Lance calls otherwise. */
  private static final Map<String, String> IN_THE_CONTRACT = Map.of("Delete", "Update");

  @TempDir private Path root;
  private String contract;

  @BeforeEach
  void readTheContract() throws IOException {
    contract = Files.readString(Path.of("../spec/contract/LanceTable.tla"));
  }

  @Test
  void theTableIsWhatIsCounted() throws IOException {
    List<String> counted = new ArrayList<>();
    for (KindCosts.Kind kind : KindCosts.Kind.values()) {
      counted.add(row(KindCosts.of(root.resolve(kind.name()), kind)));
    }

    assertThat(Files.readString(DOCUMENT).lines().filter(line -> line.startsWith("| `")))
        .as("docs/kinds.md should have%n%s%n", String.join("\n", counted))
        .containsExactlyElementsOf(counted);
  }

  @Test
  void everyKindIsThere() {
    Set<String> known =
        Stream.of(KindCosts.Kind.values()).map(Enum::name).collect(Collectors.toSet());

    assertThat(known).isEqualTo(kinds(Change.class).collect(Collectors.toSet()));
  }

  private static Stream<String> kinds(Class<?> change) {
    return change.isSealed()
        ? Stream.of(change.getPermittedSubclasses()).flatMap(KindsDocTest::kinds)
        : Stream.of(
            change.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }

  private String row(KindCosts.Cost cost) {
    return "| `%s` | %s | %s | %s | %s | %s | %s |"
        .formatted(
            cost.kind(),
            cost.operation().orElse("nothing"),
            cost.fence(),
            refusedOver(cost),
            cost.commits(),
            cost.metadataCalls(),
            cost.tableCalls());
  }

  private String refusedOver(KindCosts.Cost cost) {
    return switch (cost.fence()) {
      case EXISTS -> "a dataset that exists";
      case NONE -> "–";
      case RESTORE -> {
        String operation = cost.operation().orElseThrow();
        String kind = IN_THE_CONTRACT.getOrDefault(operation, operation);
        Set<String> same = names("RefusedOverTheSame(kind) ==", kind);
        String always = String.join(", ", names("RefusedOver(kind) ==", kind));
        yield same.isEmpty() ? always : always + "; of the same: " + String.join(", ", same);
      }
    };
  }

  private Set<String> names(String definition, String kind) {
    int start = contract.indexOf("\n" + definition);
    String cases = contract.substring(start, contract.indexOf("\n\n", start));
    Matcher row = Pattern.compile("kind = \"" + kind + "\"\\s*-> (\\{.*\\})(?m:$)").matcher(cases);
    return row.find()
        ? Pattern.compile("\"(\\w+)\"")
            .matcher(row.group(1))
            .results()
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }
}
