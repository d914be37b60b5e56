package dev.rollforward.lance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.TableId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lance.Dataset;

/** Which datasets stay open, and for how long, on a real one. */
class KeptDatasetsTest {
  private static final TableId TABLE = new TableId("t");

  @TempDir private Path root;
  private TestTables tables;
  private final KeptDatasets kept = new KeptDatasets();

  @BeforeEach
  void oneTable() {
    tables = new TestTables(root);
    tables.create(TABLE, 1);
    tables.append("op-2", TABLE, 1, 2);
  }

  @AfterEach
  void close() {
    kept.close();
    tables.close();
  }

  private Dataset open(long version) {
    return tables.datasets.at(TABLE, version);
  }

  @Test
  void whatIsKeptIsOpenedOnceAndFoundByItsVersion() {
    Dataset one = open(1);
    kept.keep(TABLE, one).close();
    assertThat(one.closed()).isFalse();
    try (KeptDatasets.Lease again = kept.find(TABLE, 1).orElseThrow()) {
      assertThat(again.dataset()).isSameAs(one);
    }
    assertThat(kept.find(TABLE, 2)).isEmpty();
    assertThat(kept.find(new TableId("other"))).isEmpty();
  }

  @Test
  void whatIsReplacedStaysOpenForWhoUsesIt() {
    Dataset one = open(1);
    KeptDatasets.Lease first = kept.keep(TABLE, one);
    KeptDatasets.Lease second = kept.find(TABLE).orElseThrow();
    Dataset two = open(2);
    kept.keep(TABLE, two).close();
    first.close();
    assertThat(one.closed()).isFalse();
    second.close();
    assertThat(one.closed()).isTrue();
    assertThat(kept.find(TABLE, 1)).isEmpty();
    kept.close();
    assertThat(two.closed()).isTrue();
  }

  @Test
  void afterItIsClosedNothingIsKept() {
    Dataset one = open(1);
    KeptDatasets.Lease lease = kept.keep(TABLE, one);
    kept.close();
    assertThat(one.closed()).isFalse();
    lease.close();
    assertThat(one.closed()).isTrue();
    Dataset two = open(2);
    kept.keep(TABLE, two).close();
    assertThat(two.closed()).isTrue();
  }

  @Test
  void theTablesUsedLastAreKept() {
    List<Dataset> opened = new ArrayList<>();
    IntStream.range(0, 65)
        .forEach(
            i -> {
              opened.add(open(1));
              kept.keep(new TableId("t" + i), opened.get(i)).close();
              kept.find(new TableId("t0")).orElseThrow().close();
            });
    assertThat(opened.get(0).closed()).as("used all the time").isFalse();
    assertThat(opened.get(1).closed()).as("used longest ago").isTrue();
    assertThat(opened.subList(2, 65)).noneMatch(Dataset::closed);
  }

  @Test
  void whatIsOnlyPassedOnIsClosedByItsUser() {
    Dataset one = open(1);
    try (KeptDatasets.Lease lease = kept.pass(one)) {
      assertThat(lease.dataset().closed()).isFalse();
    }
    assertThat(one.closed()).isTrue();
    assertThat(kept.find(TABLE)).isEmpty();
  }
}
