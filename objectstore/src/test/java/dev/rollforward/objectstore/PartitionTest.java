package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.Resolution;
import dev.rollforward.StoreException;
import dev.rollforward.Transaction;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.objectstore.FaultProxy.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A commit over two tables, of whose requests one after the other meets a fault: what the writer
 * was told holds, and both tables show the same.
 */
@Timeout(300)
class PartitionTest {
  private final URI root = S3Server.newRoot();
  private final FaultProxy network = new FaultProxy(S3Server.shared().endpoint());
  private final GroupAtUri group = new GroupAtUri(root, impatient(network.uri()));
  private final GroupAtUri observer =
      new GroupAtUri(
          root, S3Server.open(S3Server.shared().endpoint()).patience(Duration.ZERO).build());

  /** No client repeats anything for long. */
  private static OpenOptions impatient(URI endpoint) {
    return S3Server.open(endpoint)
        .storageOption("client_max_retries", "0")
        .patience(Duration.ZERO)
        .retries(0)
        .build();
  }

  @AfterEach
  void close() {
    network.heal();
    group.close();
    observer.close();
    network.close();
  }

  /** The network fails from one request on, for good, as if the process had died there. */
  @ParameterizedTest
  @MethodSource("cuts")
  void aNetworkThatFailsForGoodAtAnyRequest(Fault first) {
    Fault all = new Fault.CutBefore();
    int cut = 0;
    boolean over = false;
    group.create("a", "b");
    for (; !over; cut++) {
      long number = 1 + cut;
      Transaction append = group.appendTo(number, "a", "b");
      AtomicInteger arrived = new AtomicInteger();
      int last = cut;
      Predicate<Request> isTheCut = request -> arrived.getAndIncrement() == last;
      network
          .script(isTheCut, 1, first)
          .script(request -> arrived.get() > last + 1, Integer.MAX_VALUE, all);
      Optional<CommitResult> result = commit(append);
      network.heal();
      over = arrived.get() <= cut;
      assertTruthful(append.id(), result, number);
    }
    assertThat(cut).as("requests of a commit").isGreaterThan(10);
  }

  /** One request meets a fault, and the next get through. */
  @ParameterizedTest
  @MethodSource("faults")
  void aFaultOfAnyRequest(Fault fault) {
    group.create("a", "b");
    boolean over = false;
    for (int cut = 0; !over; cut++) {
      long number = 1 + cut;
      Transaction append = group.appendTo(number, "a", "b");
      AtomicInteger arrived = new AtomicInteger();
      int at = cut;
      network.script(request -> arrived.getAndIncrement() == at, 1, fault);
      Optional<CommitResult> result = commit(append);
      network.heal();
      over = arrived.get() <= cut;
      assertTruthful(append.id(), result, number);
    }
  }

  static List<Fault> cuts() {
    return List.of(new Fault.CutBefore(), new Fault.CutAfter());
  }

  static List<Fault> faults() {
    return List.of(
        new Fault.CutAfter(),
        new Fault.CutBefore(),
        new Fault.Answered(503),
        new Fault.DoneButAnswered(500),
        new Fault.Twice());
  }

  /** How it ended; empty if a store failed before anything was written. */
  private static Optional<CommitResult> commit(Transaction transaction) {
    try {
      return Optional.of(transaction.commit());
    } catch (StoreException beforeAnything) {
      return Optional.empty();
    }
  }

  private void assertTruthful(OperationId operation, Optional<CommitResult> result, long number) {
    Resolution resolved = observer.group().resolve(operation);
    boolean visible = observer.numbers("a").contains(number);
    String what = "of " + operation + ", whose result was " + result;
    assertThat(observer.numbers("b").contains(number)).as(what).isEqualTo(visible);
    assertThat(resolved == Resolution.COMMITTED).as(what).isEqualTo(visible);
    if (result.filter(Committed.class::isInstance).isPresent()) {
      assertThat(visible).as(what).isTrue();
    } else if (result.filter(CommitResult.Unknown.class::isInstance).isEmpty()) {
      assertThat(visible).as(what).isFalse();
    }
  }

  /** A recovery that lists too little leaves what it misses, and the next one finishes it. */
  @Test
  void aRecoveryWhoseListingLagsMissesAndHarmsNothing() {
    group.create("a", "b");
    network.lagListings(root.getPath().substring(1) + "/__recovery");
    assertThat(group.group().recover().finished()).isEmpty();
    Transaction append = group.appendTo(1, "a", "b");
    try (Activation dies = Failpoints.activate(Failpoint.BeforePublish, Effect.halt())) {
      assertThatThrownBy(append::commit).isInstanceOf(Halt.class);
      assertThat(dies.fired()).isEqualTo(1);
    }

    assertThat(group.group().recover().finished()).isEmpty();
    assertThat(observer.group().inspect().sidecars()).hasSize(1);
    network.heal();
    assertThat(group.group().recover().finished()).hasSize(1);

    assertThat(observer.group().inspect().sidecars()).isEmpty();
    assertThat(observer.numbers("a")).containsExactly(0L, 1L);
    assertThat(observer.numbers("b")).containsExactly(0L, 1L);
  }
}
