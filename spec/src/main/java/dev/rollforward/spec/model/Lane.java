package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much to check: each model and each fault names the lanes that it belongs to. */
public enum Lane {
  /**
   * Under a minute, while one edits: of the smoke lane, our own protocol and its smaller models.
   */
  QUICK,
  /** Minutes; on every change. */
  SMOKE,
  /** Tens of minutes; before a merge. */
  FULL,
  /** Hours; before a release. */
  EXHAUSTIVE,
  /** Random behaviours instead of all; deeper than the other lanes can go. */
  SIMULATION;

  /** The lane with the given label; throws IllegalArgumentException for any other word. */
  @JsonCreator
  public static Lane of(String label) {
    return Arrays.stream(values())
        .filter(lane -> lane.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no lane is called \""
                        + label
                        + "\"; there are quick, smoke, full, exhaustive, simulation"));
  }

  /** Checks the lanes of something that needs every behaviour within its bounds. */
  static void checkExhaustive(List<Lane> lanes) {
    check(lanes);
    Names.check(!lanes.contains(SIMULATION), "lanes", "has simulation, which is for models only");
  }

  static void check(List<Lane> lanes) {
    Names.distinct("lanes", lanes);
    Names.check(!lanes.isEmpty(), "lanes", "is empty");
    Names.check(!lanes.contains(QUICK), "lanes", "has quick, which is taken from smoke");
  }

  /** The lane's name in the manifest, in reports and on the command line. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
