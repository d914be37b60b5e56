package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.Snapshot;
import dev.rollforward.StoreException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.core.Manifest;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clock, names and pauses of a process are those of its environment, and of nothing else. */
class SimulatedEnvironmentTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** One dead owner, one that waits an hour for it, and what both have left. */
  private static List<String> run(long seed) {
    SimulatedEnvironment environment = new SimulatedEnvironment(seed);
    List<String> log = new ArrayList<>();
    InMemory memory = inMemory(environment);
    OpenOptions patient =
        OpenOptions.builder().patience(HOUR).listener(e -> log.add(e.toString())).build();
    try (TableGroup group = memory.open(patient)) {
      Transaction create = group.begin();
      InMemory.create(create, "people", "p");
      InMemory.create(create, "cities", "c").commit();
      abandon(append(group, "dead"));
      append(group, "alive").commit();
      log.add(memory.stores().manifests().readNewest().toString());
      log.add(group.inspect().toString());
      try (Snapshot snapshot = group.snapshot()) {
        log.add(memory.rows(snapshot, "people").toString());
      }
    }
    log.add(environment.elapsed().toString());
    return log;
  }

  private static InMemory inMemory(SimulatedEnvironment environment) {
    MemoryTableStore tables = new MemoryTableStore();
    return new InMemory(tables, InMemory.stores(tables).in(environment));
  }

  private static Transaction append(TableGroup group, String row) {
    Transaction transaction = group.begin();
    InMemory.append(transaction, "people", row);
    return InMemory.append(transaction, "cities", row);
  }

  /** Its owner dies when it has committed to one table of two. */
  private static void abandon(Transaction transaction) {
    Writer owner = InMemory.owner(transaction);
    while (owner.state().done() < 1 || owner.state().phase() != WriterState.Phase.COMMIT) {
      owner.step();
    }
  }

  @Test
  void aRunIsRepeatedToTheLastUuid() {
    List<String> first = run(1);

    assertThat(run(1)).isEqualTo(first);
    assertThat(run(2)).isNotEqualTo(first);
    assertThat(first).anyMatch(line -> line.equals("[p, alive]"));
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void anHourOfPatienceTakesNoTime() {
    SimulatedEnvironment environment = new SimulatedEnvironment(1);
    try (TableGroup group = inMemory(environment).open(patience(HOUR))) {
      InMemory.create(group.begin(), "people", "p").commit();
      Transaction create = group.begin();
      InMemory.create(create, "cities", "c").commit();
      abandon(append(group, "dead"));

      assertThat(append(group, "alive").commit()).isInstanceOf(CommitResult.Committed.class);
      assertThat(environment.elapsed()).isBetween(HOUR, HOUR.plusMinutes(1));
    }
  }

  /** B13: a compare-and-set that is always lost is tried again with pauses, and not for ever. */
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void whoNeverWinsGivesUpAfterAMinute() {
    givesUpAfterAMinute(
        () -> Created.EXISTS, "others have published faster for a minute", Duration.ofMinutes(2));
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void whoNeverGetsAnAnswerGivesUpAfterAMinute() {
    givesUpAfterAMinute(
        () -> {
          throw new StoreException.OutcomeUnknown("no answer", null);
        },
        "the store has not answered for a minute",
        Duration.ofMinutes(1));
  }

  private static void givesUpAfterAMinute(Supplier<Created> answer, String why, Duration atLeast) {
    SimulatedEnvironment environment = new SimulatedEnvironment(1);
    MemoryTableStore tables = new MemoryTableStore();
    Stores stores = InMemory.stores(tables).in(environment);
    try (TableGroup group = new InMemory(tables, stores).open(patience(HOUR))) {
      InMemory.create(group.begin(), "people", "p").commit();
    }
    int[] attempts = {0};
    ManifestStore beaten =
        new Forwarding.Manifests(stores.manifests()) {
          @Override
          public Created create(Manifest manifest) {
            attempts[0]++;
            return answer.get();
          }
        };

    TableGroup group =
        new InMemory(tables, Forwarding.with(stores, beaten))
            .open(patience(HOUR), () -> new OperationId("beaten"));

    assertThat(InMemory.append(group.begin(), "people", "q").commit())
        .isInstanceOfSatisfying(
            CommitResult.Unknown.class, open -> assertThat(open.cause()).hasMessageContaining(why));
    assertThat(environment.elapsed()).isBetween(atLeast, atLeast.plusMinutes(1));
    assertThat(attempts[0]).isBetween(500, 6000);
    assertThat(stores.sidecars().list().operations()).hasSize(1);
    group.close();
  }

  private static OpenOptions patience(Duration patience) {
    return OpenOptions.builder().patience(patience).build();
  }
}
