package dev.rollforward.lance;

import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.Gallop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lance.Dataset;
import org.lance.Transaction;

/**
 * Reads what the transactions of a table's versions say. HEAD is looked for from a version upwards,
 * by point look-ups: versions are numbered without gaps, and clean-up is allowed only below what is
 * pinned. Lance itself would list all versions, the more of them the older a table is.
 */
final class LanceHistory {
  private final LanceDatasets datasets;

  LanceHistory(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  /**
   * The versions above {@code from}; each is read by a call of its own when it is asked for.
   *
   * <p>The history throws {@link StoreException} if one cannot be read, and {@link
   * StoreException.Unreadable} if HEAD is below {@code from}, or a version below HEAD is gone.
   */
  TableHistory above(TableId table, long from) {
    return TableHistory.reading(table, from, new Versions(table, from));
  }

  /** HEAD, looked for from {@code version} upwards. */
  long head(TableId table, long version) {
    return above(table, version).head();
  }

  /** One look at a table. */
  private final class Versions implements TableHistory.Source {
    private final TableId table;
    private final Map<Long, TableVersion> found = new HashMap<>();
    private long reached;
    private boolean headIsKnown;

    Versions(TableId table, long from) {
      this.table = table;
      this.reached = from;
    }

    @Override
    public long head() {
      long start = reached;
      long listed = datasets.location().isLocal() ? Pin.ABSENT : datasets.listedHead(table);
      long head =
          listed >= start && listed > Pin.ABSENT
              ? listed
              : Gallop.highest(start, version -> look(version).isPresent());
      if (head == start
          && listed < start
          && found.isEmpty()
          && !datasets.isStillThere(table, start)) {
        requireVersion(start);
      }
      reached = head;
      headIsKnown = true;
      return head;
    }

    private void requireVersion(long start) {
      Dataset there =
          datasets
              .find(table, start)
              .orElseThrow(
                  () ->
                      datasets.missing(
                          table, "neither version " + start + " nor a newer one is there", null));
      there.close();
    }

    @Override
    public Optional<TableVersion> read(long version) {
      Optional<TableVersion> there = look(version);
      if (there.isEmpty() && headIsKnown && version <= reached) {
        throw datasets.missing(table, "there is no version " + version, null);
      }
      return there;
    }

    private Optional<TableVersion> look(long version) {
      if (!found.containsKey(version)) {
        made(table, version).ifPresent(this::note);
      }
      return Optional.ofNullable(found.get(version));
    }

    private void note(Made made) {
      found.put(made.version(), made.described());
      reached = Math.max(reached, made.version());
    }
  }

  /**
   * The versions above {@code pin} that no operation made, oldest first.
   *
   * @throws StoreException if a version cannot be read
   */
  List<ExternalCommit> external(TableId table, long pin) {
    List<ExternalCommit> external = new ArrayList<>();
    Optional<Made> made = made(table, pin + 1);
    while (made.isPresent()) {
      if (made.get().described().isExternal()) {
        external.add(made.get().external());
      }
      made = made(table, made.get().version() + 1);
    }
    return external;
  }

  /**
   * The version above {@code from} that the transaction {@code uuid} made, if there is one. Asked
   * only if an answer was lost, when what is there must not be missed: Lance is asked for HEAD.
   *
   * @throws StoreException if that cannot be read
   */
  OptionalLong find(TableId table, long from, String uuid) {
    Optional<Dataset> newest = datasets.newest(table);
    if (newest.isEmpty()) {
      return OptionalLong.empty();
    }
    try (Dataset head = newest.get()) {
      for (long version = from + 1; version <= head.version(); version++) {
        if (isMadeBy(uuid, table, version)) {
          return OptionalLong.of(version);
        }
      }
      return OptionalLong.empty();
    }
  }

  private boolean isMadeBy(String uuid, TableId table, long version) {
    return made(table, version)
        .orElseThrow(() -> datasets.missing(table, "there is no version " + version, null))
        .transaction()
        .filter(transaction -> transaction.uuid().equals(uuid))
        .isPresent();
  }

  /**
   * A version that is there.
   *
   * @param transaction what made it, if that can be read
   */
  private record Made(long version, Optional<Transaction> transaction) {
    TableVersion described() {
      return LanceTransactions.describe(version, transaction);
    }

    ExternalCommit external() {
      return new ExternalCommit(
          version,
          transaction.map(t -> t.operation().name()).orElse(ExternalCommit.UNKNOWN),
          transaction.map(Transaction::uuid));
    }
  }

  private Optional<Made> made(TableId table, long version) {
    Optional<Dataset> found = datasets.find(table, version);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Dataset dataset = found.get()) {
      return Optional.of(new Made(version, datasets.transaction(table, dataset)));
    }
  }
}
