package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Sidecar;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a manifest remembers of names that have changed hands, and of the datasets that had them.
 */
class TombstonesTest {
  private final InMemory root = new InMemory();
  private final Map<OperationId, Sidecar> armed = new LinkedHashMap<>();
  private final TableGroup group =
      root.open(OpenOptions.builder().listener(this::remember).build());

  @AfterEach
  void close() {
    group.close();
  }

  private void remember(ProtocolEvent event) {
    if (event.action() == Action.ArmSidecar) {
      armed.put(event.operation(), root.stores().sidecars().read(event.operation()).orElseThrow());
    }
  }

  /**
   * A put of a sidecar that had no answer may take effect at any time, when all that its operation
   * has done is undone by others. It was committed all the same (rule 11).
   */
  @Test
  void whateverBecameOfItsTablesAnOperationIsKnownToBeCommitted() {
    commit(InMemory.create(group.begin(), "a", "1"));
    commit(InMemory.append(group.begin(), "a", "2"));
    commit(group.begin().drop("a"));
    commit(InMemory.create(group.begin(), "a", "3"));
    commit(InMemory.append(group.begin(), "a", "4"));
    commit(group.begin().drop("a"));
    commit(InMemory.create(group.begin(), "a", "5"));
    commit(group.begin().renameTable("a", "b"));
    commit(group.begin().renameTable("b", "a"));
    commit(group.begin().renameTable("a", "b"));
    commit(group.begin().drop("b"));
    commit(InMemory.create(group.begin(), "a", "6"));
    commit(group.begin().drop("a"));
    commit(InMemory.create(group.begin(), "other", "7"));
    long newest = root.stores().manifests().readNewest().version();
    assertThat(armed).hasSize(14);

    armed.forEach(
        (operation, sidecar) -> {
          root.stores().sidecars().create(sidecar);
          group.recover();
          assertThat(root.stores().audits().read(operation).map(Audit::verdict))
              .as("%s", sidecar.tables())
              .contains(Verdict.COMMITTED);
          assertThat(root.stores().sidecars().exists(operation)).isFalse();
        });

    assertThat(root.stores().manifests().readNewest().version()).isEqualTo(newest);
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }
}
