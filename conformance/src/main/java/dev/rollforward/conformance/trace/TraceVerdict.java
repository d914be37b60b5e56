package dev.rollforward.conformance.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The verdict on the trace of one group. */
public sealed interface TraceVerdict {
  /** The group. */
  String group();

  /** How many events it has. */
  int events();

  /**
   * The trace is a behaviour of the protocol.
   *
   * @param steps how many steps of the model it took: those of events, and inferred ones
   * @param omitted how many events have facts that were not compared, because they were read one
   *     after another while other processes wrote
   */
  record Accepted(String group, int events, int steps, int omitted) implements TraceVerdict {}

  /**
   * The trace is not a behaviour of the protocol.
   *
   * @param accepted how many events the longest accepted prefix has, in the order of their causes
   * @param last the last of these, oldest first
   * @param event the event that cannot follow; empty if an event is missing at the end
   * @param action the spec action that cannot be taken
   * @param state the state of its process, in the words of the spec
   * @param differs which facts are not as the model has them, in words; empty if the action cannot
   *     be taken at all
   * @param possible what that process could have done, with its facts
   * @param enabled the names of these actions
   */
  record Rejected(
      String group,
      int events,
      int accepted,
      List<TraceEvent> last,
      Optional<TraceEvent> event,
      String action,
      String state,
      List<String> differs,
      List<String> possible,
      Set<String> enabled)
      implements TraceVerdict {
    /** Copies the lists. */
    public Rejected {
      last = List.copyOf(last);
      differs = List.copyOf(differs);
      possible = List.copyOf(possible);
      enabled = Set.copyOf(enabled);
    }
  }

  /**
   * An event is missing or repeated, as the numbers of its process show.
   *
   * @param gap where
   * @param otherwise the verdict on the trace apart from that
   */
  record Gap(String group, String gap, TraceVerdict otherwise) implements TraceVerdict {
    @Override
    public int events() {
      return otherwise.events();
    }
  }

  /** Whether the trace is a behaviour of the protocol. */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }
}
