package dev.rollforward.spec.proof;

import dev.rollforward.spec.value.TlaValue;
import java.util.List;
import java.util.Map;

/** What the states that TLC has found of a module are in the variables of its form here. */
interface GraphStates {
  Bounds bounds();

  /** The states here that this one may be. */
  List<GroundState> of(Map<String, TlaValue> state);
}
