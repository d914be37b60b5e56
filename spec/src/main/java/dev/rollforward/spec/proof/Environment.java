package dev.rollforward.spec.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** What names stand for at one place of the module: parameters, bound variables, and the state. */
final class Environment {
  private final Map<Object, Value> local;
  private final Set<String> bound;
  private final Map<String, Value> state;
  private final Map<String, Value> next;

  private Environment(
      Map<Object, Value> local,
      Set<String> bound,
      Map<String, Value> state,
      Map<String, Value> next) {
    this.local = local;
    this.bound = bound;
    this.state = state;
    this.next = next;
  }

  /**
   * The environment of a definition of the module.
   *
   * @param state constants and variables by name
   * @param next the variables after a step; empty where none is spoken of
   */
  static Environment of(Map<String, Value> state, Map<String, Value> next) {
    return new Environment(new IdentityHashMap<>(), Set.of(), state, next);
  }

  /** The same, with a name for something. */
  Environment with(Object node, Value value) {
    Map<Object, Value> more = new IdentityHashMap<>(local);
    more.put(node, value);
    return new Environment(more, bound, state, next);
  }

  /** The same, inside of a quantifier that binds this name. */
  Environment inside(String name) {
    Set<String> more = new HashSet<>(bound);
    more.add(name);
    return new Environment(local, more, state, next);
  }

  /** A name that no quantifier around binds. */
  String free(String wish) {
    String name = wish;
    for (int i = 1; bound.contains(name); i++) {
      name = wish + i;
    }
    return name;
  }

  /** The same, after the step. */
  Environment primed() {
    Map<String, Value> after = new HashMap<>(state);
    after.putAll(next);
    return new Environment(local, bound, after, Map.of());
  }

  /**
   * The environment of a definition of another module, whose names stand for something here.
   *
   * @param now what its constants and variables stand for
   * @param then what they stand for after the step
   */
  Environment instance(Map<String, Value> now, Map<String, Value> then) {
    return new Environment(local, bound, now, then);
  }

  boolean knows(Object node) {
    return local.containsKey(node);
  }

  Value get(Object node) {
    return local.get(node);
  }

  /** The value of a constant or variable of the module. */
  Value get(String name) {
    Value value = state.get(name);
    if (value == null) {
      throw new ProofFormException(
          name + " has no type: neither TypeOK nor ScenarioTypes names it");
    }
    return value;
  }

  boolean declares(String name) {
    return state.containsKey(name);
  }
}
