package dev.rollforward.published.core;

import static dev.rollforward.published.core.TableClass.InvariantViolation;
import static dev.rollforward.published.core.TableClass.NoMovement;
import static dev.rollforward.published.core.TableClass.RolledPastExpected;

import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a sweep does about one sidecar, all or nothing. Spec: {@code Decision}. */
public enum SweepDecision {
  /** Fail and keep the sidecar. */
  abort,
  /** Roll forward. */
  forward,
  /** Take it that an earlier roll-forward has succeeded. */
  stale,
  /** Roll back. */
  back;

  /** The decision on a sidecar; one that moves no table always rolls forward. */
  public static SweepDecision of(PublishedSidecar side, Seen seen) {
    Set<TableClass> classes = EnumSet.noneOf(TableClass.class);
    classes.addAll(classes(side, seen).values());
    if (classes.contains(InvariantViolation)) {
      return abort;
    }
    if (Set.of(RolledPastExpected).containsAll(classes)) {
      return forward;
    }
    return classes.equals(Set.of(NoMovement)) && someAdvanced(side, seen) ? stale : back;
  }

  /** What each table of the sidecar is taken for. Spec: {@code ClassOf}. */
  public static SortedMap<String, TableClass> classes(PublishedSidecar side, Seen seen) {
    SortedMap<String, TableClass> classes = new TreeMap<>();
    side.pins()
        .forEach(
            (key, was) ->
                classes.put(
                    key,
                    Classify.table(side.kind(), seen.heads().get(key), seen.pins().get(key), was)));
    return classes;
  }

  /** The tables that a roll-back restores. Spec: {@code MovedTables}. */
  public static SortedSet<String> movedTables(PublishedSidecar side, Seen seen) {
    SortedMap<String, TableClass> moved = new TreeMap<>(classes(side, seen));
    moved.values().removeIf(NoMovement::equals);
    return new TreeSet<>(moved.keySet());
  }

  private static boolean someAdvanced(PublishedSidecar side, Seen seen) {
    return side.pins().entrySet().stream()
        .anyMatch(pin -> seen.pins().get(pin.getKey()) > pin.getValue().expected());
  }
}
