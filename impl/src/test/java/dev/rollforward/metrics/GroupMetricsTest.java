package dev.rollforward.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitObserver;
import dev.rollforward.CommitResult;
import dev.rollforward.NumberRows;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.Retention;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured of commits and clean-ups of real tables, and what is not told. */
class GroupMetricsTest {
  private static final String SECRET = "s3cr3t";

  @TempDir private Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final List<String> spans = new ArrayList<>();

  GroupMetricsTest() {
    observations
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters))
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                spans.add(context.getName() + " " + context.getAllKeyValues());
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
  }

  private double commits(String outcome, String reason) {
    return meters
        .get("rollforward.commit")
        .tags("outcome", outcome, "reason", reason)
        .timer()
        .count();
  }

  @Test
  void commitsStepsAndCleanUpsAreMeasured() {
    OpenOptions options = new GroupMetrics(meters, observations).in(OpenOptions.readWrite());
    try (BufferAllocator memory = new RootAllocator();
        TableGroup group = TableGroup.create(folder.resolve(SECRET), options)) {
      commit(group.begin().create(SECRET, NumberRows.of(memory, 1)));
      Transaction loses;
      try (Snapshot now = group.snapshot()) {
        loses = group.begin(now).append(SECRET, NumberRows.of(memory, 2));
      }
      commit(group.begin().append(SECRET, NumberRows.of(memory, 3)));
      assertThat(loses.commit()).isInstanceOf(CommitResult.Rejected.class);
      group.maintenance().cleanUp(Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO));

      assertThat(commits("committed", "none")).isEqualTo(2);
      assertThat(commits("rejected", "conflict")).isEqualTo(1);
      assertThat(meters.get("rollforward.commit.attempts").summary().totalAmount()).isEqualTo(3);
      assertThat(meters.get("rollforward.step").tag("action", "Publish").timer().count())
          .isEqualTo(2);
      assertThat(meters.get("rollforward.cleanup.items").counter().count()).isPositive();
      assertThat(spans).hasSize(3).allMatch(span -> span.contains("rollforward.operation"));
      assertThat(spans.get(2)).contains(loses.id().value());
    }
    assertThat(told()).noneMatch(text -> text.contains(SECRET));
    assertThat(tagKeys()).containsExactlyInAnyOrder("action", "outcome", "reason", "error");
  }

  /** Whatever a meter or a span says. */
  private List<String> told() {
    List<String> told = new ArrayList<>(spans);
    meters.getMeters().stream().map(Meter::getId).map(Meter.Id::toString).forEach(told::add);
    return told;
  }

  private Set<String> tagKeys() {
    return meters.getMeters().stream()
        .flatMap(meter -> meter.getId().getTags().stream())
        .map(Tag::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void anObserverThatThrowsChangesNothing() {
    CommitObserver throwing =
        new CommitObserver() {
          @Override
          public void begins(OperationId first) {
            throw new AssertionError("planted");
          }

          @Override
          public void ended(OperationId first, int attempts, Optional<CommitResult> result) {
            throw new AssertionError("planted");
          }
        };
    OpenOptions options = OpenOptions.builder().observer(throwing).build();
    try (BufferAllocator memory = new RootAllocator();
        TableGroup group = TableGroup.create(folder.resolve("group"), options)) {
      commit(group.begin().create("t", NumberRows.of(memory, 1)));
    }
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(CommitResult.Committed.class);
  }
}
