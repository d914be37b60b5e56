package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.AlterTable;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Rename;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.Replace;
import dev.rollforward.core.change.SetMetadata;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A kind that is not replayed takes the steps of one that is, but for what {@code docs/kinds.md}
 * says: the protocol asks a kind nothing else than what is compared here.
 */
class KindStepsTest {
  private static final UUID COMMIT = new UUID(1, 2);
  private static final TableId TABLE = new TableId("t");

  /** A kind, the one that is replayed, and in what they differ. */
  private record Twin(Change kind, Change replayed, Set<String> apart) {}

  private static Twin twin(Change kind, Change replayed, String... apart) {
    return new Twin(kind, replayed, Set.of(apart));
  }

  private static final List<Twin> TWINS =
      List.of(
          twin(new Upsert(), new Delete()),
          twin(new Update(), new Delete()),
          twin(new AddColumns(), new Delete()),
          twin(new MergeColumns(), new Delete()),
          twin(new DropColumns(), new Delete()),
          twin(new RenameColumn(), new Delete()),
          twin(new SetMetadata(), new Delete()),
          twin(new AlterTable(), new Delete()),
          twin(new Compact(), new Delete(), "role"),
          twin(new BuildIndex(), new Delete(), "role"),
          twin(new OptimizeIndex(), new Delete(), "role"),
          twin(new Replace(), new Create(), "demand"),
          twin(new Rename("u"), new Drop(), "name", "pin"));

  private static Map<String, Object> asked(Change change) {
    boolean commits = !(change instanceof Drop || change instanceof Rename);
    long base = change.makesDataset() ? Pin.ABSENT : 3;
    List<PlannedCommit> planned = change.plan(base, commits ? List.of(COMMIT) : List.of());
    Optional<Pin> before = Optional.of(new Pin(TABLE, 3));
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("demand", change.demand());
    asked.put("role", change.role());
    asked.put("makesDataset", change.makesDataset());
    asked.put("commits", planned);
    asked.put("fence", change.fence());
    asked.put("name", change.nameAfter("t"));
    asked.put("pin", change.pinAfter(before, TABLE, planned));
    return asked;
  }

  @Test
  void whatIsNotReplayedTakesTheStepsOfWhatIs() {
    for (Twin twin : TWINS) {
      Map<String, Object> kind = asked(twin.kind());
      Map<String, Object> replayed = asked(twin.replayed());
      Set<String> apart = new TreeSet<>(kind.keySet());
      apart.removeIf(aspect -> kind.get(aspect).equals(replayed.get(aspect)));

      assertThat(apart).as(twin.kind().kind()).isEqualTo(twin.apart());
    }
  }

  @Test
  void theseAreTheKindsThatAreNotReplayed() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../docs/kinds.md"))) {
      Set<String> without =
          lines
              .filter(line -> line.matches("\\| [A-Z_]+ \\| (yes|–) \\| – \\|.*"))
              .map(line -> line.split("\\|")[1].strip())
              .collect(Collectors.toSet());

      assertThat(TWINS)
          .extracting(twin -> twin.kind().kind())
          .containsExactlyInAnyOrderElementsOf(without);
    }
  }
}
