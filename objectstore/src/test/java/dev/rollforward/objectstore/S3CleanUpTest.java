package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CleanUpPlan;
import dev.rollforward.IndexOptions;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Retention;
import dev.rollforward.StoreException;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.objectstore.FaultProxy.Fault;
import dev.rollforward.port.TableFiles;
import dev.rollforward.store.blob.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A clean-up in an object store, beside a network that fails and listings that lag. */
@Timeout(120)
class S3CleanUpTest {
  private static final Retention NEWEST =
      Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO);

  private final URI root = S3Server.newRoot();
  private final FaultProxy network = new FaultProxy(S3Server.shared().endpoint());
  private final GroupAtUri group = new GroupAtUri(root, options(S3Server.shared().endpoint()));
  private final GroupAtUri behind = new GroupAtUri(root, options(network.uri()));
  private final Storage storage =
      new ObjectStores(variable -> null, Path.of("no-home"))
          .open(root, S3Server.shared().options(), Duration.ofSeconds(30));

  private static OpenOptions options(URI endpoint) {
    return S3Server.open(endpoint)
        .storageOption("client_max_retries", "0")
        .patience(Duration.ZERO)
        .recovery(RecoveryPolicy.FULL)
        .build();
  }

  @AfterEach
  void close() {
    network.heal();
    behind.close();
    group.close();
    storage.close();
    network.close();
  }

  @Test
  void whatNobodyNeedsGoes() {
    group.create("a", "b", "c");
    for (int i = 1; i <= 3; i++) {
      GroupAtUri.commit(group.appendTo(i, "a", "b"));
    }
    GroupAtUri.commit(group.begin().buildIndex("a", "n", IndexOptions.btree().named("of_n")));
    GroupAtUri.commit(group.begin().optimizeIndex("a", "of_n"));
    GroupAtUri.commit(group.begin().delete("a", "n = 2").overwrite("b", group.rows(9)));
    String dropped = group.group().inspect().pins().get("c").dataset();
    GroupAtUri.commit(group.begin().drop("c"));
    CleanUpPlan plan = group.group().maintenance().plan(NEWEST);
    assertThat(files(plan))
        .extracting(CleanUpPlan.Item::path)
        .allMatch(path -> path.startsWith(root + "/"))
        .anyMatch(path -> path.endsWith("/" + dropped + "/"))
        .anyMatch(path -> path.contains("/_indices/") && path.endsWith("/"));
    long before = bytes();

    assertThat(group.group().maintenance().cleanUp(NEWEST).bytes()).isEqualTo(plan.bytes());

    assertThat(before - bytes())
        .isEqualTo(files(plan).stream().mapToLong(CleanUpPlan.Item::bytes).sum());
    assertThat(files().in(dropped + "/")).isEmpty();
    assertWhole(Map.of("a", List.of(0L, 1L, 3L), "b", List.of(9L)));
    assertThat(versions()).isEqualTo(2);
  }

  /** What goes of the tables. */
  private static List<CleanUpPlan.Item> files(CleanUpPlan plan) {
    return plan.items().stream().filter(item -> item.kind() != CleanUpPlan.Kind.MANIFEST).toList();
  }

  private TableFiles files() {
    return storage.files().orElseThrow();
  }

  /** Of all tables. */
  private long bytes() {
    return files().in("").entrySet().stream()
        .filter(file -> !file.getKey().startsWith("__"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private long versions() {
    return files().in("").keySet().stream()
        .filter(path -> path.matches(".*/_versions/[0-9]{20}[.]manifest"))
        .count();
  }

  private void assertWhole(Map<String, List<Long>> rows) {
    rows.forEach((table, numbers) -> assertThat(group.numbers(table)).isEqualTo(numbers));
    assertThat(group.group().maintenance().plan(NEWEST).items()).isEmpty();
    assertThat(group.group().maintenance().verify(true).findings()).isEmpty();
    assertThat(group.group().inspect().problems()).isEmpty();
  }

  static List<Fault> cuts() {
    return List.of(new Fault.CutBefore(), new Fault.CutAfter());
  }

  /** It dies at each request that changes something, with or without its effect; others go on. */
  @ParameterizedTest
  @MethodSource("cuts")
  void itDiesAnywhereAndTheNextOneGoesOn(Fault last) {
    Fault dead = new Fault.CutBefore();
    Predicate<Request> changes = request -> request.method().matches("PUT|DELETE");
    group.create("a", "b");
    boolean over = false;
    int cut = 0;
    for (; !over; cut++) {
      GroupAtUri.commit(group.appendTo(1 + cut, "a", "b"));
      AtomicInteger arrived = new AtomicInteger();
      int at = cut;
      network
          .script(request -> changes.test(request) && arrived.getAndIncrement() == at, 1, last)
          .script(request -> arrived.get() > at, Integer.MAX_VALUE, dead);
      try {
        behind.group().maintenance().cleanUp(NEWEST);
        over = true;
      } catch (StoreException died) {
        assertThat(arrived.get()).isGreaterThan(at);
      }
      network.heal();
      assertThat(group.numbers("a")).hasSize(2 + cut).isEqualTo(group.numbers("b"));
    }
    assertThat(cut).as("the boundary, and several files and manifests").isGreaterThan(5);
    group.group().maintenance().cleanUp(NEWEST);
    assertThat(group.group().maintenance().verify(true).findings()).isEmpty();
    assertThat(versions()).isEqualTo(2);
  }

  /**
   * Listings that miss the newest version of a table, which has the rows of one that nobody pins
   * any more: an aborted overwrite was undone by restoring that.
   */
  @Test
  void listingsThatLagCostNoRows() {
    group.create("a", "b");
    try (Activation dies = Failpoints.activate(Failpoint.AfterCommitTable, Effect.halt())) {
      assertThatThrownBy(
              () ->
                  group
                      .begin()
                      .overwrite("a", group.rows(7))
                      .overwrite("b", group.rows(7))
                      .commit())
          .isInstanceOf(Halt.class);
      assertThat(dies.fired()).isEqualTo(1);
    }
    network.lagListings(root.getPath().substring(1) + "/");
    behind.group().maintenance().plan(NEWEST);
    group.group().recover();
    GroupAtUri.commit(group.appendTo(1, "a", "b"));

    behind.group().maintenance().cleanUp(NEWEST);

    network.heal();
    assertThat(group.numbers("a")).containsExactly(0L, 1L);
    assertThat(group.numbers("b")).containsExactly(0L, 1L);
    group.group().maintenance().cleanUp(NEWEST);
    assertWhole(Map.of("a", List.of(0L, 1L), "b", List.of(0L, 1L)));
    assertThat(versions()).isEqualTo(2);
  }
}
