package dev.rollforward.cli.demo;

import java.util.List;
import java.util.stream.Stream;

/**
 * One of the tables of the demo. The added rows belong together: a visit without its person and its
 * city would make no sense.
 *
 * @param name its name
 * @param columns its columns, all of them text
 * @param first the rows it starts with
 * @param added the rows that the killed operation adds
 */
record SampleTable(
    String name, List<String> columns, List<List<String>> first, List<List<String>> added) {
  /** The tables, in commit order. */
  static final List<SampleTable> ALL =
      List.of(
          new SampleTable(
              "people",
              List.of("name", "field"),
              List.of(
                  List.of("Ada Lovelace", "mathematics"),
                  List.of("Alan Turing", "computing"),
                  List.of("Grace Hopper", "compilers")),
              List.of(List.of("Frances Allen", "compilers"))),
          new SampleTable(
              "cities",
              List.of("name", "country"),
              List.of(List.of("London", "England"), List.of("New York", "United States")),
              List.of(List.of("Zurich", "Switzerland"))),
          new SampleTable(
              "visits",
              List.of("person", "city"),
              List.of(
                  List.of("Ada Lovelace", "London"),
                  List.of("Alan Turing", "New York"),
                  List.of("Grace Hopper", "London"),
                  List.of("Grace Hopper", "New York")),
              List.of(List.of("Frances Allen", "Zurich"))));

  /** All rows once the operation is visible. */
  List<List<String>> all() {
    return Stream.concat(first.stream(), added.stream()).toList();
  }
}
