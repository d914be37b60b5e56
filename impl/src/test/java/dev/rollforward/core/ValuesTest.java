package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.FenceBy;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Replace;
import dev.rollforward.core.change.Role;
import dev.rollforward.core.change.RowChange;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the protocol cannot mean are refused, each with a message that names them. */
class ValuesTest {
  private static final GroupId GROUP = new GroupId("g");
  private static final OperationId ME = new OperationId("me");
  private static final TableId A = new TableId("a");
  private static final TablePlan APPEND =
      TablePlan.append("a", new Pin(A, 3), 5, UUID.randomUUID());
  private static final Sidecar SIDECAR = Sidecar.of(GROUP, ME, 1, List.of(APPEND));
  private static final Set<String> COPIED =
      Set.of(
          "pins",
          "decisions",
          "tables",
          "versions",
          "reads",
          "properties",
          "tombstones",
          "sources",
          "commits");
  private static final List<RowChange> ON_A_VERSION =
      List.of(new Append(), new Overwrite(), new Delete(), new Upsert(), new Update());
  private static final ExpectedVersionMismatch MISMATCH = new ExpectedVersionMismatch("a", 3, 4);

  static List<Record> values() {
    return List.of(
        GROUP,
        ME,
        A,
        APPEND,
        SIDECAR,
        MISMATCH,
        new Pin(A, 1),
        new PlannedCommit(new UUID(0, 1), 5),
        new PinnedTable(new Pin(A, 1), "APPEND", Optional.of(new UUID(0, 1))),
        new Tombstone("a", ME, 2, new Pin(A, 1)),
        new Source(1, ME, 2),
        new Seal(A, 6),
        Origin.UNKNOWN,
        new Decision(Verdict.ABORTED, SIDECAR.expected(), 2),
        SIDECAR.expected(),
        Audit.of(SIDECAR, Verdict.ABORTED, "incomplete", 2, Optional.empty()),
        Manifest.first(GROUP),
        new TableVersion(1, Optional.empty(), Optional.of(ME), new TableVersion.Change()),
        RootMark.of(Protocol.ROLLFORWARD));
  }

  @ParameterizedTest
  @MethodSource("values")
  void noComponentIsNull(Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      if (!component.getType().isPrimitive()) {
        Throwable refusal = refusalWithout(value, component);
        assertThat(refusal).isInstanceOf(NullPointerException.class);
        // Copying a collection refuses null too, in words of the JDK.
        if (!COPIED.contains(component.getName())) {
          assertThat(refusal).hasMessage(component.getName());
        }
      }
    }
  }

  private static Throwable refusalWithout(Record value, RecordComponent absent) {
    try {
      return fail("%s was made without %s", with(value, absent, null), absent);
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object with(Record value, RecordComponent changed, Object argument)
      throws ReflectiveOperationException {
    RecordComponent[] components = value.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] =
          components[i].getName().equals(changed.getName())
              ? argument
              : components[i].getAccessor().invoke(value);
    }
    return value.getClass().getDeclaredConstructor(types).newInstance(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aGroupIdIsNotBlank(String blank) {
    refused(() -> new GroupId(blank), "a group id cannot be blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "X", "a_b", "a b"})
  void anOperationIdIsAFileNameEverywhere(String value) {
    refused(
        () -> new OperationId(value),
        "operation id '" + value + "' is not 1 to 64 characters of [0-9a-z-]");
    assertThat(OperationId.isValid(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "__manifest", ".hidden", "a/b", "a b"})
  void aTableIdIsAFolderName(String value) {
    refused(() -> new TableId(value), "table id '" + value + "' is not a safe folder name");
  }

  @Test
  void idsHaveALongestLength() {
    assertThat(new OperationId("o".repeat(64)).value()).hasSize(64);
    assertThat(OperationId.isValid("o".repeat(65))).isFalse();
    assertThat(new TableId("t".repeat(200)).value()).hasSize(200);
    String tooLong = "t".repeat(201);
    refused(() -> new TableId(tooLong), "table id '" + tooLong + "' is not a safe folder name");
  }

  @Test
  void idsAreOrderedAndPrintedByTheirValues() {
    assertThat(new TreeSet<>(List.of(new OperationId("b"), ME, new OperationId("a"))))
        .hasToString("[a, b, me]");
    assertThat(new TreeSet<>(List.of(new TableId("B"), new TableId("A")))).hasToString("[A, B]");
    assertThat(GROUP).hasToString("g");
  }

  @Test
  void newIdsAreNobodyElses() {
    assertThat(OperationId.random()).isNotEqualTo(OperationId.random());
    assertThat(GroupId.random()).isNotEqualTo(GroupId.random());
    assertThat(TableId.of(new UUID(0, 1)).value())
        .isEqualTo("00000000-0000-0000-0000-000000000001.lance");
  }

  @Test
  void pinsAndManifestsCountFromOne() {
    assertThat(new Pin(A, 1).version()).isEqualTo(1);
    refused(() -> new Pin(A, 0), "pin of a is 0, below 1");
    assertThat(manifest(1).version()).isEqualTo(1);
    refused(() -> manifest(0), "manifest version 0 is below 1");
    refused(() -> new Tombstone("a", ME, 1, new Pin(A, 1)), "dropped in manifest 1");
  }

  /** A create starts from nothing; anything else from a HEAD at or above a pin that stands. */
  @Test
  void aPlanIsOfVersionsThatItsKindCanMeet() {
    for (long expected = 0; expected < 4; expected++) {
      for (long base = 0; base < 4; base++) {
        check(new Create(), expected, base, expected == 0 && base == 0);
        for (Change change : ON_A_VERSION) {
          check(change, expected, base, expected >= 1 && base >= expected);
        }
        check(new Drop(), expected, base, expected >= 1 && base >= expected);
      }
    }
  }

  private static void check(Change change, long expected, long base, boolean possible) {
    List<UUID> commits = change instanceof Drop ? List.of() : List.of(UUID.randomUUID());
    Optional<Pin> pin = expected == 0 ? Optional.empty() : Optional.of(new Pin(A, expected));
    ThrowingCallable making = () -> TablePlan.of("a", A, change, pin, base, commits);
    if (possible) {
      assertThatCode(making).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(making)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(change.kind());
    }
  }

  @Test
  void aPlanIsForTheDatasetThatItExpects() {
    Optional<Pin> other = Optional.of(new Pin(new TableId("b"), 3));

    assertThatThrownBy(
            () -> TablePlan.of("a", A, new Append(), other, 5, List.of(UUID.randomUUID())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("plan for 'a' (APPEND of a) expects");
  }

  @Test
  void aReplacementIsForADatasetThatItDoesNotExpect() {
    Optional<Pin> old = Optional.of(new Pin(new TableId("b"), 3));
    List<UUID> commit = List.of(UUID.randomUUID());

    assertThat(TablePlan.of("a", A, new Replace(), old, 0, commit).pinAfter())
        .contains(new Pin(A, 1));
    for (TablePlanOfReplacement wrong :
        List.of(
            new TablePlanOfReplacement(Optional.empty(), 0),
            new TablePlanOfReplacement(Optional.of(new Pin(A, 3)), 0),
            new TablePlanOfReplacement(old, 3))) {
      assertThatThrownBy(
              () -> TablePlan.of("a", A, new Replace(), wrong.expected(), wrong.base(), commit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("REPLACE");
    }
  }

  private record TablePlanOfReplacement(Optional<Pin> expected, long base) {}

  @Test
  void whatIsReplacedLeavesATombstone() {
    Pin old = new Pin(new TableId("b"), 3);
    Manifest before = Manifest.of(GROUP, 4, Map.of("a", old), Map.of(), Optional.empty());
    TablePlan plan =
        TablePlan.of("a", A, new Replace(), Optional.of(old), 0, List.of(UUID.randomUUID()));
    Sidecar sidecar = Sidecar.of(GROUP, ME, 4, List.of(plan));

    Manifest after = ((Publish.Ready) Publish.attempt(before, sidecar)).next();

    assertThat(after.pin("a")).contains(new Pin(A, 1));
    assertThat(after.tombstone("a")).contains(new Tombstone("a", ME, 5, old));
  }

  @Test
  void commitsAreMadeOneOnTopOfTheOther() {
    List<PlannedCommit> chain = PlannedCommit.chain(5, List.of(new UUID(0, 1), new UUID(0, 2)));

    assertThat(chain)
        .containsExactly(
            new PlannedCommit(new UUID(0, 1), 5), new PlannedCommit(new UUID(0, 2), 6));
    assertThat(chain).extracting(PlannedCommit::landing).containsExactly(6L, 7L);
    assertThatThrownBy(
            () -> new TablePlan("a", A, new Append(), Optional.of(new Pin(A, 3)), 4, chain))
        .isInstanceOf(IllegalArgumentException.class);
    refused(() -> new PlannedCommit(new UUID(0, 1), -1), "a commit is prepared against version -1");
  }

  @Test
  void aKindTakesTheCommitsThatItsFenceCanRefuse() {
    List<UUID> two = List.of(new UUID(0, 1), new UUID(0, 2));

    for (RowChange change : ON_A_VERSION) {
      assertThat(change.plan(5, two)).hasSize(2);
      assertThat(change.fence()).isEqualTo(FenceBy.RESTORE);
      refused(
          () -> change.plan(5, List.of()),
          change.kind() + " is commits on an existing version, not 0 on 5");
    }
    for (Change change : List.of(new Create(), new Replace())) {
      assertThat(change.fence()).isEqualTo(FenceBy.EXISTS);
      refused(() -> change.plan(0, two), change.kind() + " is one commit on version 0, not 2 on 0");
    }
    refused(() -> new Drop().plan(5, two), "a DROP makes no commits, not 2");
  }

  @Test
  void aKindSaysWhereThePinGoes() {
    assertThat(APPEND.pinAfter()).contains(new Pin(A, 6));
    assertThat(TablePlan.append("a", new Pin(A, 3), 5, new UUID(0, 1), new UUID(0, 2)).pinAfter())
        .contains(new Pin(A, 7));
    assertThat(TablePlan.create("a", A, new UUID(0, 1)).pinAfter()).contains(new Pin(A, 1));
    assertThat(TablePlan.drop("a", new Pin(A, 3)).pinAfter()).isEmpty();
    assertThat(
            Stream.concat(ON_A_VERSION.stream(), Stream.of(new Create(), new Replace(), new Drop()))
                .map(Change::role))
        .containsOnly(Role.LOGICAL);
  }

  @Test
  void anOperationIsBasedOnAManifestAndAsksForNoLessThanNothing() {
    refused(() -> Sidecar.of(GROUP, ME, 0, List.of(APPEND)), "operation me is based on manifest 0");
    refused(
        () ->
            new Sidecar(
                GROUP,
                ME,
                List.of(APPEND),
                new TreeMap<>(),
                new TreeMap<>(),
                1,
                Duration.ofSeconds(-1),
                Origin.UNKNOWN),
        "operation me asks for PT-1S");
  }

  @Test
  void anOperationDoesNotReadWhatItChanges() {
    TreeMap<String, Optional<Pin>> reads = new TreeMap<>(Map.of("a", Optional.of(new Pin(A, 3))));

    refused(
        () ->
            new Sidecar(
                GROUP,
                ME,
                List.of(APPEND),
                reads,
                new TreeMap<>(),
                1,
                Duration.ZERO,
                Origin.UNKNOWN),
        "operation me names table 'a' twice");
  }

  @Test
  void timeNeverGoesBackAlongTheChain() {
    Manifest later = manifest(1).madeAt(Instant.ofEpochSecond(9));

    assertThat(later.time()).isEqualTo(Instant.ofEpochSecond(9));
    assertThat(later.madeAt(Instant.ofEpochSecond(8)).time()).isEqualTo(Instant.ofEpochSecond(9));
    assertThat(Abort.next(later, SIDECAR).time()).isEqualTo(Instant.ofEpochSecond(9));
  }

  @Test
  void aPlanConcernsTheDatasetAndNotTheName() {
    assertThat(APPEND.concerns(new Pin(A, 9))).isTrue();
    assertThat(APPEND.concerns(new Pin(new TableId("a-again"), 3))).isFalse();
  }

  @Test
  void anOperationNamesEachTableOnce() {
    TablePlan otherDataset =
        TablePlan.append("a", new Pin(new TableId("a-again"), 3), 5, UUID.randomUUID());
    TablePlan otherName = TablePlan.append("b", new Pin(A, 3), 5, UUID.randomUUID());
    TablePlan otherCase = TablePlan.append("A", new Pin(new TableId("b"), 3), 5, UUID.randomUUID());
    TablePlan other = TablePlan.append("b", new Pin(new TableId("b"), 3), 5, UUID.randomUUID());

    refused(() -> Sidecar.of(GROUP, ME, 1, List.of()), "operation me names no table");
    for (TablePlan twice : List.of(APPEND, otherDataset, otherName, otherCase)) {
      refused(
          () -> Sidecar.of(GROUP, ME, 1, List.of(APPEND, twice)),
          "operation me names table '" + twice.name() + "' twice");
    }
    assertThat(Sidecar.of(GROUP, ME, 1, List.of(APPEND, other)).tables()).hasSize(2);
  }

  @Test
  void aMismatchIsASentence() {
    assertThat(MISMATCH).hasToString("table 'a': expected version 3, actual version 4");
    assertThat(new ExpectedVersionMismatch("n", Pin.ABSENT, 1))
        .hasToString("table 'n': expected absent, actual version 1");
    assertThat(new ExpectedVersionMismatch("n", 3, 3))
        .hasToString(
            "table 'n': expected version 3, actual of another table that has the name, or had it"
                + " meanwhile");
  }

  private static Manifest manifest(long version) {
    return Manifest.of(GROUP, version, Map.of(), Map.of(), Optional.empty());
  }

  private static void refused(ThrowingCallable making, String message) {
    assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
