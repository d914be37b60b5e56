package dev.rollforward.spec.proof;

import java.util.List;

/**
 * A variable, constant or parameter: a function with a value for every argument.
 *
 * @param arguments the sorts of its arguments; empty for a single value
 */
record Symbol(String name, List<Sort> arguments, Sort result) {
  Symbol {
    arguments = List.copyOf(arguments);
  }

  @Override
  public String toString() {
    return name;
  }
}
