package dev.rollforward.cli;

import dev.rollforward.cli.check.Check;
import dev.rollforward.spec.Lane;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** Checks the protocol's model with TLC, and then its code on real tables. */
@Command(
    name = "check",
    description = {
      "Model-check the protocol, then run it on real Lance tables, and say what held.",
      "TLC explores every state within the bounds that the table names; each fault removes one rule"
          + " and has to be caught by its property. Then the library runs the same scenarios while"
          + " its processes are halted and killed at every step."
    },
    exitCodeList = {
      "0:everything held, and every fault was caught by its property",
      "1:a property was violated, a fault was not caught, or a model had fewer or more states than"
          + " it should",
      "2:wrong usage, or a model that cannot be read",
      "3:something did not finish, so the result is unknown"
    },
    footer = {
      "  rollforward check                    the smoke lane, about 3 minutes",
      "  rollforward check --lane full        10 million states and more",
      "  rollforward check --json report.json for other tools",
      "  rollforward -Dtla2tools.jar=PATH check   with another build of TLC"
    })
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--lane",
      paramLabel = "LANE",
      defaultValue = "smoke",
      converter = Lanes.class,
      completionCandidates = Lanes.class,
      description = "How much to check: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Lane lane;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the report there, as JSON too.")
  private Path json;

  @Override
  public Integer call() {
    return new Check(main.console()).run(lane, json);
  }

  static final class Lanes implements ITypeConverter<Lane>, Iterable<String> {
    @Override
    public Lane convert(String word) {
      try {
        return Lane.of(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Lane.values()).map(Lane::label).iterator();
    }
  }
}
