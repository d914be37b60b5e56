package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** A closed range of counts; {@code [low, high]} in JSON. */
public record ExpectedRange(long low, long high) {
  public ExpectedRange {
    if (low < 1 || high < low) {
      throw new IllegalArgumentException(
          "a band is [low, high] with 1 <= low <= high, not [" + low + ", " + high + "]");
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ExpectedRange of(List<Long> ends) {
    if (ends.size() != 2 || ends.contains(null)) {
      throw new IllegalArgumentException("a band is [low, high], not " + ends);
    }
    return new ExpectedRange(ends.get(0), ends.get(1));
  }

  @JsonValue
  List<Long> ends() {
    return List.of(low, high);
  }

  /** Whether the count lies in this band, ends included. */
  public boolean contains(long count) {
    return low <= count && count <= high;
  }

  @Override
  public String toString() {
    return low + " to " + high;
  }
}
