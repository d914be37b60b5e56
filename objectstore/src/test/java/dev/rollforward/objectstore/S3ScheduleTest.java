package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.conformance.Explorer;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Schedule;
import dev.rollforward.conformance.Violation;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.testkit.LanceTestStores;
import dev.rollforward.testkit.LosingStores;
import dev.rollforward.testkit.Network;
import dev.rollforward.testkit.PlantedFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocol in an object store under schedules in which processes halt anywhere. With {@code
 * -Drollforward.s3.schedules=all} every shallow schedule is run.
 */
@Timeout(3600)
class S3ScheduleTest {
  private static final OperationId VICTIM = new OperationId("writer-1");
  private static final boolean ALL = "all".equals(System.getProperty("rollforward.s3.schedules"));

  private final List<Storage> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Storage::close);
  }

  private LanceTestStores newStores() {
    Storage storage =
        new ObjectStores(variable -> null, Path.of("no-home"))
            .open(S3Server.newRoot(), S3Server.shared().options(), Duration.ofSeconds(30));
    opened.add(storage);
    return LanceTestStores.in(storage);
  }

  private Explorer explorer(Supplier<? extends Network> networks) {
    return new Explorer(this::newStores, UnaryOperator.identity(), networks, result -> true);
  }

  private static List<Schedule> schedules() {
    return ALL ? Explorer.SHALLOW : Explorer.SHALLOW.subList(0, 1);
  }

  @Test
  void everyInvariantHoldsWhereOneProcessHalts() {
    Explorer.Result result =
        explorer(() -> Network.DIRECT).explore(List.of(Scenario.SameTables), schedules());

    assertThat(result.violations()).isEmpty();
    assertThat(result.plays()).isGreaterThan(5);
  }

  /** Were it not so, this would tell. */
  @Test
  void aPlantedFaultIsFound() {
    PlantedFault fault = PlantedFault.HeadNeedNotResolve;
    Explorer.Result result =
        new Explorer(this::newStores, fault.plant(), soFar -> soFar.violations().isEmpty())
            .explore(List.of(Scenario.SameTables), Explorer.SHALLOW);

    assertThat(result.violations()).extracting(Violation::property).contains(fault.breaks().name());
  }

  /** A call of the writer that dies had its effect, and its answer was lost. */
  @ParameterizedTest
  @EnumSource(LosingStores.Call.class)
  void everyInvariantHoldsWhereAnAnswerIsLost(LosingStores.Call call) {
    Explorer.Result result =
        explorer(() -> new LosingStores(VICTIM, call, 0))
            .explore(List.of(Scenario.SameTables), schedules());

    assertThat(result.violations()).isEmpty();
    assertThat(result.plays()).isGreaterThan(5);
  }
}
