package dev.rollforward.spec.trace;

/**
 * A part of a state that a step changed.
 *
 * @param path the variable and the way into it, such as {@code manifest.pins[1]}
 * @param what what became of it: {@code 1 -> 2}, or {@code + 3} and {@code - 3} for a member
 */
public record ValueChange(String path, String what) {
  @Override
  public String toString() {
    return path + ": " + what;
  }
}
