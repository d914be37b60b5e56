package dev.rollforward.spec.proof;

import static dev.rollforward.spec.proof.TlaParts.at;
import static dev.rollforward.spec.proof.TlaParts.elements;
import static dev.rollforward.spec.proof.TlaParts.members;
import static dev.rollforward.spec.proof.TlaParts.number;
import static dev.rollforward.spec.proof.TlaParts.text;

import dev.rollforward.spec.value.TlaValue;
import java.util.List;
import java.util.Map;

/** What a state of {@code AtomicCommit.tla} is in the variables of the contract of the proof. */
final class AtomicCommitStates implements GraphStates {
  private static final TlaValue NOT_BEGUN = TlaValue.of("<<>>");
  private static final TlaValue ABSENT = TlaValue.of("<<0>>");
  private static final TlaValue DROPPED = TlaValue.of("<<0, 0>>");

  private final ProofModule module;
  private final Scenario scenario;
  private final Bounds bounds;

  AtomicCommitStates(ProofModule module, Scenario scenario) {
    this.module = module;
    this.scenario = scenario;
    // A table shows each operation at most once.
    int numbers = scenario.operations() + 3;
    this.bounds =
        new Bounds(
            Map.of(
                "Ops", scenario.operations(),
                "Tables", scenario.tables(),
                "Names", scenario.distinctNames(),
                "Sources", scenario.distinctSources().size()),
            numbers,
            module.strings().size());
  }

  @Override
  public Bounds bounds() {
    return bounds;
  }

  @Override
  public List<GroundState> of(Map<String, TlaValue> state) {
    GroundState ground = new GroundState(bounds);
    for (int t = 0; t < scenario.tables(); t++) {
      set(ground, "NameOf", scenario.names().get(t), t);
      set(ground, "Created", scenario.created().contains(t) ? 1 : 0, t);
      show(ground, elements(state.get("visible")).get(t), "shows", "size", "place", t);
    }
    for (int o = 0; o < scenario.operations(); o++) {
      operation(ground, state, o);
    }
    return List.of(ground);
  }

  private void operation(GroundState ground, Map<String, TlaValue> state, int o) {
    set(ground, "OnSnapshot", scenario.onSnapshot().contains(o) ? 1 : 0, o);
    set(ground, "HasSource", scenario.hasSource(o) ? 1 : 0, o);
    set(ground, "SourceOf", scenario.source(o), o);
    set(ground, "SequenceOf", scenario.sequences().get(o), o);
    TlaValue based = elements(state.get("based")).get(o);
    set(ground, "begun", based.equals(NOT_BEGUN) ? 0 : 1, o);
    for (int t = 0; t < scenario.tables(); t++) {
      set(ground, "ChangedBy", scenario.commits(o, t) > 0 ? 1 : 0, o, t);
      set(ground, "DroppedBy", scenario.droppable(o, t) ? 1 : 0, o, t);
      set(ground, "SeenOf", scenario.relevant(o, t) ? 1 : 0, o, t);
      TlaValue saw = at(based, t).orElse(ABSENT);
      show(ground, saw, "sawShows", "sawSize", "sawPlace", o, t);
    }
    set(ground, "complete", contains(state.get("complete"), o) ? 1 : 0, o);
    set(ground, "doubted", contains(state.get("doubted"), o) ? 1 : 0, o);
    set(ground, "verdict", string(elements(state.get("verdict")).get(o)), o);
    set(ground, "reply", string(elements(state.get("reply")).get(o)), o);
  }

  private static boolean contains(TlaValue set, int o) {
    return members(set).stream().anyMatch(member -> number(member) == o + 1);
  }

  /** What a table shows, as its kind, the number of operations, and the place of each. */
  private void show(
      GroundState ground, TlaValue rows, String kind, String size, String place, int... arguments) {
    boolean none = rows.equals(ABSENT) || rows.equals(DROPPED);
    String text = rows.equals(ABSENT) ? "absent" : none ? "dropped" : "rows";
    ground.set(symbol(kind), module.strings().number(text), arguments);
    List<TlaValue> operations = none ? List.of() : elements(rows);
    ground.set(symbol(size), operations.size(), arguments);
    for (int i = 0; i < operations.size(); i++) {
      int[] more = java.util.Arrays.copyOf(arguments, arguments.length + 1);
      more[arguments.length] = (int) number(operations.get(i)) - 1;
      ground.set(symbol(place), i + 1, more);
    }
  }

  private Symbol symbol(String name) {
    Symbol symbol = module.variables().get(name);
    return symbol != null ? symbol : module.constants().get(name);
  }

  private void set(GroundState ground, String name, int value, int... arguments) {
    ground.set(symbol(name), value, arguments);
  }

  private int string(TlaValue value) {
    return module.strings().number(text(value));
  }
}
