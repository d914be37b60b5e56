package dev.rollforward;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What exists in a group's stores, for people and tools to look at: a moment's view that may have
 * changed since. Immutable; implemented by this library only.
 */
public interface GroupView {
  /** The id of the group. */
  String group();

  /** The version of the newest manifest. */
  long manifestVersion();

  /**
   * When that manifest was made, by the clock of the process that made it; never before the one
   * that it follows.
   */
  Instant time();

  /** The operation that it made visible; empty if it only records a decision, or is the first. */
  Optional<OperationId> committedBy();

  /** Who made it; empty if nobody said. */
  Optional<String> actor();

  /** What it is about; empty if nobody said. */
  Optional<String> message();

  /** Whatever else was said of it, by name. */
  SortedMap<String, String> properties();

  /** What readers see, by the name of the table. */
  SortedMap<String, Pin> pins();

  /** Every table whose versions could be read, by name. */
  List<Table> tables();

  /** How far each stream was taken in, by its name. */
  SortedMap<String, Source> sources();

  /** The decisions that the manifest still needs, by operation. */
  SortedMap<OperationId, Decision> decisions();

  /** Every unfinished operation whose sidecar can be used, by operation. */
  List<Pending> sidecars();

  /** Every usable audit record, by operation. */
  List<AuditRecord> audits();

  /** What could not be used. */
  List<StoreException> problems();

  /**
   * One version of one dataset.
   *
   * @param dataset the name of its folder under the root
   * @param version the Lance version, at least 1
   */
  record Pin(String dataset, long version) {}

  /**
   * How far a stream was taken in.
   *
   * @param sequence the highest sequence that was committed
   * @param operation the operation that committed it
   * @param manifestVersion the manifest that made it visible
   */
  record Source(long sequence, OperationId operation, long manifestVersion) {}

  /** A table. */
  interface Table {
    /** Its name. */
    String name();

    /** What readers see. */
    Pin pin();

    /** Its newest Lance version. */
    long head();

    /** The version whose content HEAD has: HEAD itself, or what its restores bring back. */
    long resolved();

    /** Its versions above the pin, ascending. */
    List<Version> abovePin();

    /** Whether HEAD holds what readers see. Rule 5. */
    default boolean isSettled() {
      return resolved() == pin().version();
    }
  }

  /** A version above a pin. */
  interface Version {
    /** Its number. */
    long version();

    /** The operation that made it; empty if an external tool did. */
    Optional<OperationId> operation();

    /** The version that it brings back, 0 for an empty dataset; empty if it is a change. */
    OptionalLong restores();
  }

  /** How an operation that is not cleaned up yet was decided. */
  interface Decision {
    /** The verdict. */
    Verdict verdict();

    /** The pins that it was prepared against, by table; empty for a name that no table had. */
    SortedMap<String, Optional<Pin>> expected();
  }

  /** An unfinished operation. */
  interface Pending {
    /** The operation. */
    OperationId operation();

    /** What it does to which tables, in commit order. */
    List<Plan> tables();

    /** The tables whose change is there, by name. */
    List<String> landed();
  }

  /** What an operation does to one table. */
  interface Plan {
    /** The table's name. */
    String name();

    /** The name of its dataset's folder. */
    String dataset();

    /**
     * What is done, such as {@code "APPEND"}: a kind of change, as listed in {@code
     * docs/format.md}. More will come.
     */
    String kind();

    /** The table's name after it; the same unless it is renamed. */
    String nameAfter();

    /** The pin that it was prepared against; empty if no table had the name. */
    OptionalLong expected();

    /** The HEAD that it was prepared against, 0 if there was none. */
    long base();

    /** Its commits, in order; none for a drop. */
    List<Commit> commits();

    /** The pin after it; empty if the table is then gone. */
    OptionalLong pinAfter();
  }

  /**
   * One planned commit.
   *
   * @param transaction the uuid of its Lance transaction
   * @param landing the only version at which it counts
   */
  record Commit(String transaction, long landing) {}

  /** The record of an operation that recovery has finished. */
  interface AuditRecord {
    /** The operation. */
    OperationId operation();

    /** How it was decided. */
    Verdict verdict();

    /** Why, in words. */
    String reason();

    /** The version of a manifest in which the decision is, or was, found. */
    long manifestVersion();
  }
}
