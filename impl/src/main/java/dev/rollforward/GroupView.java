package dev.rollforward;

import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableVersion;
import java.util.List;

/**
 * What stands in a group's stores, for people and tools to look at.
 *
 * @param manifest the newest manifest, with its decisions
 * @param tables every table, by name
 * @param sidecars every usable sidecar, by operation
 * @param audits every usable audit record, by operation
 * @param problems what could not be used
 */
public record GroupView(
    Manifest manifest,
    List<Table> tables,
    List<Pending> sidecars,
    List<Audit> audits,
    List<StoreException> problems) {
  /** Copies the lists. */
  public GroupView {
    tables = List.copyOf(tables);
    sidecars = List.copyOf(sidecars);
    audits = List.copyOf(audits);
    problems = List.copyOf(problems);
  }

  /**
   * A table.
   *
   * @param name its name
   * @param pin what readers see
   * @param head its newest Lance version
   * @param resolved the version whose content HEAD has
   * @param abovePin its versions above the pin, ascending
   */
  public record Table(String name, Pin pin, long head, long resolved, List<TableVersion> abovePin) {
    /** Copies the list. */
    public Table {
      abovePin = List.copyOf(abovePin);
    }

    /** Whether HEAD holds what readers see. Rule 5. */
    public boolean isSettled() {
      return resolved == pin.version();
    }
  }

  /**
   * An unfinished operation.
   *
   * @param sidecar its intent
   * @param landed the tables whose change is there, by name
   */
  public record Pending(Sidecar sidecar, List<String> landed) {
    /** Copies the list. */
    public Pending {
      landed = List.copyOf(landed);
    }
  }
}
