package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollforward.BadInputs.Bad;
import dev.rollforward.BadInputs.Case;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every entrance of {@link Transaction} to a table, on real Lance, with every bad input that it can
 * be given: a typed error where it is said, before anything is armed, with nothing visible, the
 * reader closed, and what was staged deleted or named.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  /** What is of the transaction as a whole, and of no table. */
  private static final Set<String> OF_NO_TABLE = Set.of("source", "actor", "message", "property");

  /** An absence can be read, and a name that is free is what a create wants. */
  private static final Set<String> WITHOUT_TABLE = Set.of("reads", "create");

  private final BufferAllocator callers = new RootAllocator();
  private Path root;
  private TableGroup group;
  private BadInputs inputs;

  @BeforeAll
  void tables(@TempDir Path folder) throws IOException {
    root = folder;
    group = TableGroup.openOrCreate(root);
    commit(
        group
            .begin()
            .create("a", numbers(1, 2, 3))
            .create("b", numbers(1))
            .create("gone", numbers(1, 2))
            .create("nested", BadInputs.WITH_NESTED));
    commit(group.begin().append("gone", numbers(3)).append("b", numbers(2)));
    commit(group.begin().buildIndex("gone", "n", IndexOptions.btree().named("ix")));
    commit(group.begin().buildIndex("a", "n", IndexOptions.btree().named("ix")));
    StagedFragments ofOther = stage("b", 7);
    Set<Path> before = files();
    StagedFragments lost = stage("a", 7);
    for (Path file : files()) {
      if (!before.contains(file) || file.startsWith(folder("gone"))) {
        Files.delete(file);
      }
    }
    inputs = new BadInputs(callers, lost, ofOther);
  }

  @AfterAll
  void close() {
    group.close();
    callers.close();
  }

  private List<Case> cases() {
    return inputs.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedByNameAndChangesNothing(Case bad) throws IOException {
    Set<Path> before = files();
    String visible = visible();
    Transaction transaction = group.begin();

    Throwable refusal = catchThrowable(() -> bad.entrance().call(transaction));

    assertThat(refusal).isInstanceOf(bad.type());
    assertThat(refusal.getMessage()).isNotBlank();
    assertThat(group.inspect().sidecars()).as("armed").isEmpty();
    assertThat(visible()).isEqualTo(visible);
    assertThat(inputs.handedOver()).allMatch(TestRows::isClosed);
    assertThat(callers.getAllocatedMemory()).isZero();
    Set<Path> left = files();
    left.removeAll(before);
    assertThat(left).allSatisfy(file -> assertThat(words(refusal)).containsAnyOf(named(file)));
    // What is refused is not in the transaction, which takes what is good.
    if (bad.bad() != Bad.CREATED_AND_DROPPED) {
      transaction.append("a", numbers(4));
      transaction.abandon();
    }
  }

  /** So that an entrance which is new is not forgotten. */
  @Test
  void everyEntranceIsTried() {
    Set<String> unknown = new TreeSet<>();
    Set<String> failing = new TreeSet<>();
    Set<String> lacking = new TreeSet<>();
    for (Method method : Transaction.class.getMethods()) {
      List<Class<?>> parameters = List.of(method.getParameterTypes());
      if (!parameters.isEmpty()
          && parameters.get(0) == String.class
          && !OF_NO_TABLE.contains(method.getName())) {
        String name = signature(method);
        if (!WITHOUT_TABLE.contains(method.getName())) {
          unknown.add(name);
        }
        if (parameters.contains(ArrowReader.class)) {
          failing.add(name);
        }
        if (parameters.contains(List.class)) {
          lacking.add(name);
        }
      }
    }

    assertThat(with(Bad.NO_SUCH_TABLE)).isEqualTo(unknown);
    assertThat(with(Bad.CLOSED_READER)).isEqualTo(failing);
    assertThat(with(Bad.READER_THROWS_HALF_WAY)).isEqualTo(failing);
    assertThat(with(Bad.DATA_FILE_GONE)).containsAll(lacking);
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .skip(1)
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  private Set<String> with(Bad bad) {
    return inputs.all().stream()
        .filter(one -> one.bad() == bad)
        .map(Case::method)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything that it says, to whoever reads all of it. */
  private static String words(Throwable refusal) {
    StringWriter words = new StringWriter();
    refusal.printStackTrace(new PrintWriter(words));
    return words.toString();
  }

  private String visible() {
    try (Snapshot now = group.snapshot()) {
      return now.version() + " " + group.inspect().pins();
    }
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.getParent().endsWith("data"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String[] named(Path file) {
    return new String[] {file.getFileName().toString(), "stay in " + file.getParent()};
  }

  private Path folder(String table) {
    return root.resolve(group.inspect().pins().get(table).dataset());
  }

  private StagedFragments stage(String table, long... numbers) {
    try (Snapshot snapshot = group.snapshot()) {
      return snapshot.stagingTarget(table).stage(numbers(numbers), OpenOptions.builder().build());
    }
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(CommitResult.Committed.class);
  }

  private ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }
}
