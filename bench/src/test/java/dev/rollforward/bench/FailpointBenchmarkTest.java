package dev.rollforward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailpointBenchmarkTest {
  @Test
  void anOperationPassesAsManyFailpointsAsItsCostIsSaidToBeOf() {
    FailpointBenchmark benchmark = new FailpointBenchmark();
    benchmark.create();
    List<Activation> activations = new ArrayList<>();
    for (Failpoint failpoint : Failpoint.values()) {
      activations.add(Failpoints.activate(failpoint, Effect.callback(() -> {})).mayNotFire());
    }

    assertThat(benchmark.operation()).isInstanceOf(CommitResult.Committed.class);

    activations.forEach(Activation::close);
    assertThat(activations.stream().mapToInt(Activation::fired).sum())
        .isEqualTo(FailpointCost.OF_AN_OPERATION);
  }
}
