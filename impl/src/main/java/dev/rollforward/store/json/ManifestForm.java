package dev.rollforward.store.json;

import static dev.rollforward.store.json.Forms.require;

import java.util.List;
import java.util.SortedMap;

/**
 * The body of a manifest.
 *
 * @param parent the checksum of the manifest before it; null in the first
 * @param committedBy null where nothing was committed
 * @param actor null if nobody said
 * @param message null if nobody said
 * @param stale null if no clean-up has deleted staged files
 */
record ManifestForm(
    String group,
    long version,
    String parent,
    String time,
    String committedBy,
    String actor,
    String message,
    SortedMap<String, String> properties,
    SortedMap<String, Table> tables,
    List<Dropped> tombstones,
    SortedMap<String, Stream> sources,
    SortedMap<String, Decided> decisions,
    long least,
    SortedMap<String, Tagged> tags,
    Announced stale) {
  ManifestForm {
    require(group, "group");
    require(time, "time");
    require(properties, "properties");
    require(tables, "tables");
    require(tombstones, "tombstones");
    require(sources, "sources");
    require(decisions, "decisions");
    require(tags, "tags");
  }

  /** A manifest that stays. */
  record Tagged(long manifest, String time) {
    Tagged {
      require(time, "time");
    }
  }

  /** What was announced of staged files. */
  record Announced(long manifest, String before) {
    Announced {
      require(before, "before");
    }
  }

  /**
   * A visible table.
   *
   * @param transaction null if nobody said
   */
  record Table(String dataset, long version, String transaction, String change, long contentSince) {
    Table {
      require(dataset, "dataset");
      require(change, "change");
    }
  }

  /** A dataset that lost a name. */
  record Dropped(String name, String operation, long manifest, String dataset, long version) {
    Dropped {
      require(name, "name");
      require(operation, "operation");
      require(dataset, "dataset");
    }
  }

  /** How far a stream was taken in. */
  record Stream(long sequence, String operation, long manifest) {
    Stream {
      require(operation, "operation");
    }
  }

  /**
   * How an operation was decided.
   *
   * @param expected a null pin for a name that no table had
   */
  record Decided(String verdict, long manifest, long basedOn, SortedMap<String, PinForm> expected) {
    Decided {
      require(verdict, "verdict");
      require(expected, "expected");
    }
  }
}
