package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OpenOptions;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The public API on a group in memory that has two tables, {@code a} and {@code b}. */
abstract class GroupInMemory {
  /** Recovers at open, and waits for no owner. */
  static final OpenOptions AT_ONCE =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  final InMemory root = new InMemory();
  final List<ProtocolEvent> events = new ArrayList<>();
  final OpenOptions options;
  final TableGroup group;
  private final String[] rows;

  /** With {@code rows} in each table. */
  GroupInMemory(OpenOptions options, String... rows) {
    this.options = options.toBuilder().listener(events::add).build();
    this.group = root.open(this.options);
    this.rows = rows;
  }

  @BeforeEach
  final void twoTables() {
    commit(InMemory.create(InMemory.create(group.begin(), "a", rows), "b", rows));
    events.clear();
  }

  static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  /** What {@code table} holds now. */
  final List<String> rows(String table) {
    try (Snapshot now = group.snapshot()) {
      return root.rows(now, table);
    }
  }
}
