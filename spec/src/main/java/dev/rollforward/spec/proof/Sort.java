package dev.rollforward.spec.proof;

/**
 * What a value is: a number, a truth value, one of the strings of the module, or an element of a
 * set about which nothing is known.
 *
 * @param name how the module calls it
 */
record Sort(String name) {
  static final Sort INTEGER = new Sort("Int");
  static final Sort BOOLEAN = new Sort("BOOLEAN");
  static final Sort STRING = new Sort("STRING");

  boolean uninterpreted() {
    return !equals(INTEGER) && !equals(BOOLEAN) && !equals(STRING);
  }

  @Override
  public String toString() {
    return name;
  }
}
