package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private static final TablePlan APPEND = new TablePlan("a", A, ChangeKind.APPEND, 3, 5);
  private static final Sidecar SIDECAR = new Sidecar(GROUP, ME, List.of(APPEND));
  private static final Set<String> COPIED = Set.of("pins", "decisions", "tables", "versions");
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
        new Decision(Verdict.ABORTED, SIDECAR.expected()),
        SIDECAR.expected(),
        new Audit(GROUP, ME, Verdict.ABORTED, 2),
        Manifest.first(GROUP),
        new TableHistory(A, 0, new TreeMap<>()),
        new TableVersion(1, Optional.of(ME), new TableVersion.Change()),
        RootMark.of(Protocol.ROLLFORWARD),
        new CommitResult.Committed(ME, 2, false),
        new CommitResult.Conflict(ME, MISMATCH),
        new CommitResult.Aborted(ME, "why"),
        new CommitResult.Indeterminate(ME, new IllegalStateException()));
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
      throw new AssertionError(e);
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
    assertThat(Set.of(OperationId.random(), OperationId.random())).hasSize(2);
    assertThat(Set.of(GroupId.random(), GroupId.random())).hasSize(2);
  }

  @Test
  void pinsAndManifestsCountFromOne() {
    assertThat(new Pin(A, 1).version()).isEqualTo(1);
    refused(() -> new Pin(A, 0), "pin of a is 0, below 1");
    assertThat(manifest(1).version()).isEqualTo(1);
    refused(() -> manifest(0), "manifest version 0 is below 1");
  }

  /** A create starts from nothing; anything else from a HEAD at or above a pin that stands. */
  @Test
  void aPlanIsOfVersionsThatItsKindCanMeet() {
    for (long expected = 0; expected < 4; expected++) {
      for (long base = 0; base < 4; base++) {
        check(ChangeKind.CREATE, expected, base, expected == 0 && base == 0);
        check(ChangeKind.APPEND, expected, base, expected >= 1 && base >= expected);
      }
    }
  }

  private static void check(ChangeKind kind, long expected, long base, boolean possible) {
    if (possible) {
      assertThat(new TablePlan("a", A, kind, expected, base).landing()).isEqualTo(base + 1);
    } else {
      refused(
          () -> new TablePlan("a", A, kind, expected, base),
          "plan for a (%s) expects pin %s and base %s".formatted(kind, expected, base));
    }
  }

  @Test
  void aPlanConcernsTheDatasetAndNotTheName() {
    assertThat(APPEND.concerns(new Pin(A, 9))).isTrue();
    assertThat(APPEND.concerns(new Pin(new TableId("a-again"), 3))).isFalse();
  }

  @Test
  void anOperationNamesEachTableOnce() {
    TablePlan otherDataset = new TablePlan("a", new TableId("a-again"), ChangeKind.APPEND, 3, 5);
    TablePlan otherName = new TablePlan("b", A, ChangeKind.APPEND, 3, 5);
    TablePlan other = new TablePlan("b", new TableId("b"), ChangeKind.APPEND, 3, 5);

    refused(() -> new Sidecar(GROUP, ME, List.of()), "operation me names no table");
    for (TablePlan twice : List.of(APPEND, otherDataset, otherName)) {
      refused(
          () -> new Sidecar(GROUP, ME, List.of(APPEND, twice)), "operation me names a table twice");
    }
    assertThat(new Sidecar(GROUP, ME, List.of(APPEND, other)).tables()).hasSize(2);
  }

  @Test
  void aMismatchIsASentence() {
    assertThat(MISMATCH).hasToString("table 'a': expected version 3, actual version 4");
    assertThat(new ExpectedVersionMismatch("n", Pin.ABSENT, 1))
        .hasToString("table 'n': expected absent, actual version 1");
  }

  private static Manifest manifest(long version) {
    return new Manifest(GROUP, version, new TreeMap<>(), new TreeMap<>(), Optional.empty());
  }

  private static void refused(ThrowingCallable making, String message) {
    assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
