package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;
import org.lance.Transaction;
import org.lance.operation.Operation;

/**
 * The statements of {@code contract/LanceTable.tla} about kinds of transaction, on the real Lance,
 * whose transactions are built here without the library. Which kind is refused over which is read
 * from the module: a pair of kinds that Lance treats otherwise fails a test.
 */
class LanceKindsContractTest extends OnTestTables {
  /** One kind over another that was committed above the version that both were prepared against. */
  private record Pair(LanceKind first, LanceKind stale) {
    boolean isRefused() {
      return refusedOver(stale).contains(first.name());
    }

    boolean isRefusedOnTheSame() {
      return !isRefused() && refusedOverTheSame(stale).contains(first.name());
    }
  }

  private static final String SPEC = spec();

  private LanceKind.Staged staged;

  @BeforeEach
  void createTable() {
    tables.create(T, 1, 2);
    tables.append("second", T, 1, 3, 4);
    tables.append("third", T, 2, 5, 6);
    staged = new LanceKind.Staged(tables);
  }

  @Test
  void KindsRefused() {
    List<Pair> refused = pairs().stream().filter(Pair::isRefused).toList();

    assertThat(refused).hasSizeGreaterThan(20);
    for (Pair pair : refused) {
      assertThat(landing(pair, 0, 0)).as(pair + " on the same").isEmpty();
      assertThat(landing(pair, 0, 1)).as(pair + " on others").isEmpty();
    }
  }

  @Test
  void KindsRefusedOnTheSame() {
    List<Pair> depending = pairs().stream().filter(Pair::isRefusedOnTheSame).toList();

    assertThat(depending).hasSizeGreaterThan(5);
    for (Pair pair : depending) {
      assertThat(landing(pair, 0, 0)).as(pair + " on the same").isEmpty();
      assertRebased(pair, 0, 1);
    }
  }

  @Test
  void KindsRebase() {
    List<Pair> accepted =
        pairs().stream().filter(pair -> !pair.isRefused() && !pair.isRefusedOnTheSame()).toList();

    assertThat(accepted).hasSizeGreaterThan(40);
    for (Pair pair : accepted) {
      assertRebased(pair, 0, 0);
    }
  }

  @Test
  void RestoreFences() {
    Set<String> unfenced = names(line("UnfencedKinds == "));

    for (LanceKind kind : LanceKind.values()) {
      for (boolean ofHead : List.of(true, false)) {
        long base = restored(3);
        commit(base, LanceKind.restore(ofHead ? base : 2)).orElseThrow();
        commit(base + 1, staged.of(LanceKind.Append, 1)).orElseThrow();
        assertThat(commit(base, staged.of(kind, 0)).isPresent())
            .as("%s over a restore of %s, with an append above", kind, ofHead ? "HEAD" : 2)
            .isEqualTo(unfenced.contains(kind.name()));
      }
    }
  }

  @Test
  void DerivedKindsKeepRows() {
    Set<String> derived = names(line("DerivedKinds == "));

    assertThat(derived).isNotEmpty();
    for (String kind : derived) {
      long base = restored(3);
      long landed = commit(base, staged.of(LanceKind.valueOf(kind), 0)).orElseThrow();
      assertThat(ids(landed)).as(kind).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    }
  }

  /** How the protocol overwrites: fenced like an Update, and not stopped by an append. */
  @Test
  void anUpdateThatRemovesAllFragmentsIsAnOverwriteThatARestoreRefuses() {
    long base = restored(3);
    assertThat(ids(commit(base, staged.overwriteAsUpdate()).orElseThrow())).containsExactly(77L);

    base = restored(3);
    commit(base, staged.of(LanceKind.Append, 1)).orElseThrow();
    assertThat(ids(commit(base, staged.overwriteAsUpdate()).orElseThrow()))
        .containsExactlyInAnyOrder(77L, LanceKind.Append.added(1));

    for (int fragment = 0; fragment < 2; fragment++) {
      base = restored(3);
      commit(base, staged.of(LanceKind.Update, fragment)).orElseThrow();
      assertThat(commit(base, staged.overwriteAsUpdate())).isEmpty();
    }
    base = restored(3);
    commit(base, LanceKind.restore(3)).orElseThrow();
    assertThat(commit(base, staged.overwriteAsUpdate())).isEmpty();
  }

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (LanceKind first : LanceKind.values()) {
      for (LanceKind stale : LanceKind.values()) {
        pairs.add(new Pair(first, stale));
      }
    }
    return pairs;
  }

  /** On HEAD + 1, as a change of what HEAD holds. */
  private void assertRebased(Pair pair, int firstPart, int stalePart) {
    OptionalLong landed = landing(pair, firstPart, stalePart);
    assertThat(landed).as(pair + ": it is rebased").hasValue(tables.head(T));
    List<Long> afterFirst = pair.first().applied(List.of(1L, 2L, 3L, 4L, 5L, 6L), firstPart);
    assertThat(ids(landed.getAsLong()))
        .as(pair + ": what it holds")
        .containsExactlyInAnyOrderElementsOf(pair.stale().applied(afterFirst, stalePart));
  }

  /** Where the stale one of a pair lands, both being prepared against one version. */
  private OptionalLong landing(Pair pair, int firstPart, int stalePart) {
    long base = restored(3);
    assertThat(commit(base, staged.of(pair.first(), firstPart))).hasValue(base + 1);
    return commit(base, staged.of(pair.stale(), stalePart));
  }

  /** A new HEAD that holds what {@code version} holds. */
  private long restored(long version) {
    return commit(tables.head(T), LanceKind.restore(version)).orElseThrow();
  }

  /** Empty if it was refused, so that HEAD did not move. */
  private OptionalLong commit(long read, Operation operation) {
    long head = tables.head(T);
    try (Dataset base = tables.datasets.at(T, read);
        Transaction transaction = LanceKind.transaction(read, operation);
        Dataset landed = tables.datasets.commit(base, transaction)) {
      return OptionalLong.of(landed.version());
    } catch (RuntimeException refusal) {
      assertThat(LanceErrors.kindOf(refusal))
          .as(refusal.toString())
          .isEqualTo(LanceErrors.Kind.INCOMPATIBLE);
      assertThat(tables.head(T)).isEqualTo(head);
      return OptionalLong.empty();
    }
  }

  private List<Long> ids(long version) {
    return LanceKind.ids(tables, version);
  }

  private static Set<String> refusedOver(LanceKind kind) {
    return names(rowOf("RefusedOver(kind) ==", kind).orElseThrow());
  }

  private static Set<String> refusedOverTheSame(LanceKind kind) {
    return rowOf("RefusedOverTheSame(kind) ==", kind)
        .map(LanceKindsContractTest::names)
        .orElse(Set.of());
  }

  /** The set that a definition by cases has for {@code kind}; empty if it is among the others. */
  private static Optional<String> rowOf(String definition, LanceKind kind) {
    int start = SPEC.indexOf("\n" + definition);
    assertThat(start).as(definition).isNotNegative();
    String cases = SPEC.substring(start, SPEC.indexOf("\n\n", start));
    Matcher row = Pattern.compile("kind = \"" + kind + "\"\\s*-> (\\{.*\\})(?m:$)").matcher(cases);
    return row.find() ? Optional.of(row.group(1)) : Optional.empty();
  }

  private static String line(String start) {
    return SPEC.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static Set<String> names(String set) {
    return Pattern.compile("\"(\\w+)\"")
        .matcher(set)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The module names no kind that is not tried here. */
  @Test
  void everyKindOfTheSpecIsTried() {
    int start = SPEC.indexOf("\nKinds == ");
    assertThat(names(SPEC.substring(start, SPEC.indexOf('}', start))))
        .isEqualTo(
            Arrays.stream(LanceKind.values())
                .map(LanceKind::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String spec() {
    try {
      return Files.readString(Path.of("../spec/contract/LanceTable.tla"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
