package dev.rollforward.spec.proof;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A value for every symbol and argument, within bounds. Not safe for use by several threads. */
final class GroundState {
  private final Bounds bounds;
  private final Map<Symbol, int[]> values = new LinkedHashMap<>();

  GroundState(Bounds bounds) {
    this.bounds = bounds;
  }

  Bounds bounds() {
    return bounds;
  }

  /** The values of a symbol; all are 0 before one is set. */
  int[] values(Symbol symbol) {
    return values.computeIfAbsent(symbol, s -> new int[bounds.places(s)]);
  }

  void set(Symbol symbol, int value, int... arguments) {
    values(symbol)[place(symbol, arguments)] = value;
  }

  int get(Symbol symbol, int... arguments) {
    return values(symbol)[place(symbol, arguments)];
  }

  private int place(Symbol symbol, int... arguments) {
    int place = 0;
    for (int i = 0; i < arguments.length; i++) {
      place = place * bounds.size(symbol.arguments().get(i)) + arguments[i];
    }
    return place;
  }

  /** The arguments that a place of {@link #values} stands for. */
  int[] arguments(Symbol symbol, int place) {
    int[] arguments = new int[symbol.arguments().size()];
    int rest = place;
    for (int i = arguments.length - 1; i >= 0; i--) {
      int size = bounds.size(symbol.arguments().get(i));
      arguments[i] = rest % size;
      rest /= size;
    }
    return arguments;
  }

  /** Whether both give these symbols the same values. */
  boolean agrees(GroundState other, Symbol symbol) {
    return Arrays.equals(values(symbol), other.values(symbol));
  }
}
