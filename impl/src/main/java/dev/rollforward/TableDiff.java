package dev.rollforward;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a table differs between two points in the history of a group. Immutable; implemented by this
 * library only.
 */
public interface TableDiff {
  /** Its name. */
  String name();

  /** The kinds of change in between, oldest first. */
  List<String> kinds();

  /** The Lance version at the first point; empty if no table had the name. */
  OptionalLong from();

  /** The Lance version at the second point; empty if no table had the name. */
  OptionalLong to();

  /** How many rows it had at the first point; empty if no table had the name. */
  OptionalLong rowsFrom();

  /** How many rows it had at the second point; empty if no table had the name. */
  OptionalLong rowsTo();
}
