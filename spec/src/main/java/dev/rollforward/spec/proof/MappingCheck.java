package dev.rollforward.spec.proof;

import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the refinement mapping of the proof shows of a state what that of {@code Rollforward.tla}
 * shows of it, on states that TLC has found.
 */
final class MappingCheck {
  private static final int MOST_MISMATCHES = 5;

  private final ProofModule protocol;
  private final ProofModule contract;
  private final GraphStates protocolStates;
  private final GraphStates contractStates;
  private final Evaluator evaluator;
  private final Map<Symbol, Evaluator.Code[]> shown = new LinkedHashMap<>();

  MappingCheck(
      ProofModule protocol,
      ProofModule contract,
      GraphStates protocolStates,
      GraphStates contractStates) {
    this.protocol = protocol;
    this.contract = contract;
    this.protocolStates = protocolStates;
    this.contractStates = contractStates;
    this.evaluator = new Evaluator(protocolStates.bounds());
    Map<String, Value> mapping = protocol.substitution("Abstract!vars");
    contract
        .variables()
        .values()
        .forEach(variable -> shown.put(variable, codes(variable, mapping.get(variable.name()))));
  }

  private Evaluator.Code[] codes(Symbol variable, Value value) {
    GroundState shape = new GroundState(contractStates.bounds());
    Evaluator.Code[] codes = new Evaluator.Code[contractStates.bounds().places(variable)];
    for (int place = 0; place < codes.length; place++) {
      Value rest = value;
      int[] arguments = shape.arguments(variable, place);
      for (int i = 0; i < arguments.length; i++) {
        Term argument = new Term.Literal(variable.arguments().get(i), arguments[i]);
        rest = ((Value.Map) rest).values().apply(argument);
      }
      codes[place] = evaluator.code(((Value.Scalar) rest).term());
    }
    return codes;
  }

  /**
   * What differs: the first few, each with its state.
   *
   * @param graph states of {@code Rollforward.tla}, each with what its own mapping makes of it
   * @param record the variable that has this: a record of the contract's variables
   */
  List<String> mismatches(StateGraph graph, String record) {
    List<String> mismatches = new ArrayList<>();
    for (int i = 0; i < graph.states().size() && mismatches.size() < MOST_MISMATCHES; i++) {
      Map<String, TlaValue> state = graph.state(i);
      GroundState expected =
          contractStates.of(((TlaValue.Fields) state.get(record)).fields()).get(0);
      for (GroundState own : protocolStates.of(state)) {
        evaluator.look(own);
        for (Symbol variable : shown.keySet()) {
          if (!agree(variable, expected)) {
            mismatches.add(variable.name() + " is not what is shown in\n" + graph.states().get(i));
          }
        }
      }
    }
    return mismatches;
  }

  private boolean agree(Symbol variable, GroundState expected) {
    Evaluator.Code[] codes = shown.get(variable);
    int[] values = expected.values(variable);
    for (int place = 0; place < codes.length; place++) {
      if (!meaning(protocol, variable, codes[place].run())
          .equals(meaning(contract, variable, values[place]))) {
        return false;
      }
    }
    return true;
  }

  /** Each module numbers its strings by itself. */
  private static String meaning(ProofModule module, Symbol variable, int value) {
    return variable.result().equals(Sort.STRING)
        ? module.strings().text(value)
        : Integer.toString(value);
  }
}
