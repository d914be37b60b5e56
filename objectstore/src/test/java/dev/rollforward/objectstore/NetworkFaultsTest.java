package dev.rollforward.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.OutcomeUnknown;
import dev.rollforward.objectstore.FaultProxy.Fault;
import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.blob.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One object, and a network that loses, refuses, repeats and delays its requests. */
@Timeout(60)
class NetworkFaultsTest {
  private static final String KEY = "__recovery/op.json";
  private static final byte[] OURS = "ours".getBytes(UTF_8);
  private static final byte[] THEIRS = "another one's".getBytes(UTF_8);
  private static final int LIMIT = 1_000;
  private static final Predicate<Request> PUT = Request::ifAbsent;
  private static final Predicate<Request> HEAD = request -> request.method().equals("HEAD");
  private static final Predicate<Request> ANY = request -> true;

  private final FaultProxy network = new FaultProxy(S3Server.shared().endpoint());
  private final URI root = S3Server.newRoot();
  private Storage ours = open(Duration.ofSeconds(30));
  private final Storage theirs = open(S3Server.shared().endpoint(), Duration.ofSeconds(30));

  private Storage open(Duration deadline) {
    return open(network.uri(), deadline);
  }

  private Storage open(URI endpoint, Duration deadline) {
    return new ObjectStores(variable -> null, Path.of("no-home"))
        .open(root, S3Server.options(endpoint), deadline);
  }

  private Blobs blobs() {
    return ours.blobs();
  }

  @AfterEach
  void close() {
    network.close();
    ours.close();
    theirs.close();
  }

  static Stream<Fault> hidesASuccess() {
    return Stream.of(
        new Fault.CutAfter(),
        new Fault.DoneButAnswered(500),
        new Fault.DoneButAnswered(503),
        new Fault.DoneButAnswered(409),
        new Fault.DoneButAnswered(412),
        new Fault.DoneButAnswered(429),
        new Fault.Twice());
  }

  static Stream<Fault> hidesNothing() {
    return Stream.of(
        new Fault.CutBefore(),
        new Fault.Answered(500),
        new Fault.Answered(503),
        new Fault.Answered(409),
        new Fault.Answered(429));
  }

  static Stream<Fault> all() {
    return Stream.of(hidesASuccess(), hidesNothing(), Stream.of(new Fault.Answered(412)))
        .flatMap(faults -> faults);
  }

  @ParameterizedTest
  @MethodSource("hidesASuccess")
  void anOwnPutIsRecognized(Fault fault) {
    network.script(PUT, 1, fault);
    assertThat(blobs().create(KEY, OURS)).isEqualTo(Created.CREATED);
    assertSentOnce();
  }

  @ParameterizedTest
  @MethodSource("all")
  void anothersPutIsNeverTakenForOurs(Fault fault) {
    theirs.blobs().create(KEY, THEIRS);
    network.script(PUT, 1, fault);
    assertThat(blobs().create(KEY, OURS)).isEqualTo(Created.EXISTS);
    assertThat(blobs().read(KEY, LIMIT)).hasValue(THEIRS);
    assertSentOnce();
  }

  /** Two that write the same are told apart: only one of them created it. */
  @ParameterizedTest
  @MethodSource("all")
  void anothersPutOfTheSameContentIsNeverTakenForOurs(Fault fault) {
    theirs.blobs().create(KEY, OURS);
    network.script(PUT, 1, fault);
    assertThat(blobs().create(KEY, OURS)).isEqualTo(Created.EXISTS);
  }

  @ParameterizedTest
  @MethodSource("hidesNothing")
  void whatMayStillTakeEffectIsUnknown(Fault fault) {
    network.script(PUT, 1, fault);
    assertThatThrownBy(() -> blobs().create(KEY, OURS))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining(KEY)
        .hasMessageContaining("may or may not have been created");
    assertSentOnce();
    assertThat(blobs().create(KEY, OURS)).isEqualTo(Created.CREATED);
  }

  /** The store has said that it was there. */
  @Test
  void aRefusalIsBelievedThoughNothingIsThereAnyMore() {
    network.script(PUT, 1, new Fault.Answered(412));
    assertThat(blobs().create(KEY, OURS)).isEqualTo(Created.EXISTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 500})
  void anAnswerThatCannotBeLookedUpIsUnknown(int status) {
    network
        .script(PUT, 1, new Fault.DoneButAnswered(status))
        .script(HEAD, 100, new Fault.CutBefore());
    assertThatThrownBy(() -> blobs().create(KEY, OURS)).isInstanceOf(OutcomeUnknown.class);
    assertSentOnce();
  }

  /**
   * The put is late, not lost: it takes effect after its deadline, and after others have looked.
   */
  @Test
  void aPutThatIsLateIsUnknownAndMayStillTakeEffect() throws InterruptedException {
    ours.close();
    ours = open(Duration.ofMillis(500));
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    network.script(PUT, 1, new Fault.Held(arrived, released));
    assertThatThrownBy(() -> blobs().create(KEY, OURS))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("no answer within 500 ms");
    arrived.await();
    assertThat(theirs.blobs().exists(KEY)).isFalse();
    released.countDown();
    while (!theirs.blobs().exists(KEY)) {
      Thread.onSpinWait();
    }
    assertThat(theirs.blobs().read(KEY, LIMIT)).hasValue(OURS);
    assertSentOnce();
  }

  @ParameterizedTest
  @MethodSource("hidesNothing")
  void readsDeletesAndListingsAreRepeated(Fault fault) {
    theirs.blobs().create(KEY, THEIRS);
    for (Runnable call :
        List.<Runnable>of(
            () -> assertThat(blobs().read(KEY, LIMIT)).hasValue(THEIRS),
            () -> assertThat(blobs().exists(KEY)).isTrue(),
            () -> assertThat(blobs().list("__recovery")).containsExactly("op.json"),
            () -> blobs().delete(KEY))) {
      network.script(ANY, 1, fault);
      network.forgetRequests();
      call.run();
      assertThat(network.requests()).hasSize(2);
    }
    assertThat(theirs.blobs().exists(KEY)).isFalse();
  }

  /** Never "it is not there" because of an error. */
  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void whatCannotBeSeenIsAnErrorAndNotAbsent(int status) {
    theirs.blobs().create(KEY, THEIRS);
    network.script(ANY, 100, new Fault.Answered(status));
    List<Runnable> calls =
        List.of(
            () -> blobs().read(KEY, LIMIT),
            () -> blobs().exists(KEY),
            () -> blobs().list("__recovery"),
            () -> blobs().delete(KEY));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(StoreException.class)
          .isNotInstanceOf(OutcomeUnknown.class)
          .hasMessageContaining("__recovery");
    }
  }

  @Test
  void everyCallHasADeadline() {
    ours.close();
    ours = open(Duration.ofMillis(300));
    CountDownLatch never = new CountDownLatch(1);
    network.script(ANY, 100, new Fault.Held(new CountDownLatch(1), never));
    List<Runnable> calls =
        List.of(
            () -> blobs().create(KEY, OURS),
            () -> blobs().read(KEY, LIMIT),
            () -> blobs().exists(KEY),
            () -> blobs().list("__recovery"),
            () -> blobs().overwrite(KEY, OURS),
            () -> blobs().delete(KEY));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("no answer within 300 ms");
    }
    never.countDown();
  }

  /** Nothing below it gives up earlier. */
  @Test
  void aLongerDeadlineIsWaitedFor() {
    ours.close();
    ours = open(Duration.ofSeconds(4));
    CountDownLatch never = new CountDownLatch(1);
    network.script(ANY, 100, new Fault.Held(new CountDownLatch(1), never));
    long begin = System.nanoTime();
    assertThatThrownBy(() -> blobs().exists(KEY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no answer within 4000 ms");
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(4_000_000_000L);
    never.countDown();
  }

  @Test
  void aListingThatLagsIsOnlyAListing() {
    assertThat(blobs().list("__recovery")).isEmpty();
    network.lagListings(root.getPath().substring(1) + "/__recovery");
    assertThat(blobs().list("__recovery")).isEmpty();
    blobs().create(KEY, OURS);
    assertThat(blobs().list("__recovery")).isEmpty();
    assertThat(blobs().exists(KEY)).isTrue();
  }

  /** A store that lets two create the same is refused before anything is written. */
  @Test
  void aStoreWithoutConditionalPutsIsRefused() {
    network.script(PUT, 2, new Fault.DoneButAnswered(200));
    assertThatThrownBy(() -> blobs().probe(List.of("__recovery")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("does not refuse to create what exists")
        .hasMessageContaining("If-None-Match");
    assertThat(theirs.blobs().list("")).isEmpty();
  }

  private void assertSentOnce() {
    assertThat(network.requests()).filteredOn(PUT).hasSize(1);
  }
}
