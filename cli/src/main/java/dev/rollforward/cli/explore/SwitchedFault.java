package dev.rollforward.cli.explore;

import dev.rollforward.cli.CliException;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.tlc.TlcRunner;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A fault switched on in a model that is walked.
 *
 * @param fault which
 * @param graph all states and steps with it
 * @param violated the states at which its property breaks, or that are reached through such alone
 */
record SwitchedFault(Fault fault, StateGraph graph, List<Integer> violated) {
  private static final String TYPES = "TypeOK";

  SwitchedFault {
    violated = List.copyOf(violated);
  }

  /**
   * Has TLC explore the model with a fault twice: all of it, and only as far as the property holds.
   * What is missing from the second is where it does not.
   *
   * @throws CliException if the fault is of another module, breaks no invariant, or breaks nothing
   *     within the bounds of this model
   */
  static SwitchedFault in(Manifest manifest, Model model, String name, TlcRunner tlc) {
    Fault fault = manifest.only(name).faults().get(0).fault();
    if (!manifest.of(model.module()).faults().contains(fault)
        || !model.invariants().contains(fault.breaks())) {
      throw CliException.usage(
          "fault "
              + name
              + " breaks "
              + fault.breaks()
              + ", which is no invariant of "
              + model.name(),
          "name a fault of module " + model.module() + " that breaks an invariant");
    }
    Model faulty = manifest.injection(fault, model).model();
    StateGraph all = tlc.graph(onlyTypes(faulty), progress -> {});
    Set<String> good =
        Set.copyOf(tlc.graph(onlyTypes(faulty).within(fault.breaks()), progress -> {}).states());
    List<Integer> violated =
        IntStream.range(0, all.states().size())
            .filter(state -> !good.contains(all.states().get(state)))
            .boxed()
            .toList();
    if (violated.isEmpty()) {
      throw CliException.usage(
          "fault " + name + " breaks nothing within the bounds of " + model.name(),
          "explore " + name + " itself: TLC finds it in model " + fault.base());
    }
    return new SwitchedFault(fault, all, violated);
  }

  private static Model onlyTypes(Model model) {
    return model.checkingOnly(TYPES);
  }
}
