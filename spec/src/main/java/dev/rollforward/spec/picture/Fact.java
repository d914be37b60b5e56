package dev.rollforward.spec.picture;

/**
 * One line of what a lifeline holds.
 *
 * @param key what it is about; unique in its lifeline, and empty for where a process is
 * @param value what it says; empty if being there says it all
 */
public record Fact(String key, String value) {
  @Override
  public String toString() {
    if (key.isEmpty()) {
      return value;
    }
    return value.isEmpty() ? key : key + ": " + value;
  }
}
