package dev.rollforward.spec.proof;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many members each set has where formulas are evaluated instead of proved.
 *
 * @param sizes by the name of the set
 * @param versions numbers go from 0 to less than this; a formula about all numbers is evaluated for
 *     these
 * @param strings how many strings there are
 */
record Bounds(Map<String, Integer> sizes, int versions, int strings) {
  Bounds {
    sizes = new TreeMap<>(sizes);
  }

  int size(Sort sort) {
    if (sort.equals(Sort.INTEGER)) {
      return versions;
    }
    if (sort.equals(Sort.BOOLEAN)) {
      return 2;
    }
    if (sort.equals(Sort.STRING)) {
      return strings;
    }
    Integer size = sizes.get(sort.name());
    if (size == null) {
      throw new ProofFormException("nothing is known of the set " + sort);
    }
    return size;
  }

  /** Over how many members a quantifier ranges. */
  int range(Sort sort) {
    // The last two numbers are there for what a formula about v says of v + 1.
    return size(sort) - (sort.equals(Sort.INTEGER) ? 2 : 0);
  }

  /** How many arguments a symbol can have. */
  int places(Symbol symbol) {
    int places = 1;
    for (Sort sort : symbol.arguments()) {
      places *= size(sort);
    }
    return places;
  }
}
