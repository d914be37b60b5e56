package dev.rollforward.failpoint;

/** A name of a failpoint. Implemented by enums only: each enum is the catalogue of a protocol. */
public interface FailpointName {
  /** The name, as {@link Enum#name} has it. */
  String name();
}
