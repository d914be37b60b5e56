package dev.rollforward.cli;

import dev.rollforward.cli.check.Target;
import dev.rollforward.spec.model.Lane;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what to check. */
final class TargetOptions {
  private static final Lane DEFAULT = Lane.SMOKE;

  @Option(
      names = "--lane",
      paramLabel = "LANE",
      converter = Lanes.class,
      completionCandidates = Lanes.class,
      description = "How much to check: ${COMPLETION-CANDIDATES}. Default: smoke.")
  private Lane lane;

  @Option(
      names = "--module",
      paramLabel = "NAME",
      description = "Check only what the lane has of this module.")
  private String module;

  @Option(names = "--model", paramLabel = "NAME", description = "Check one model.")
  private String model;

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description =
          "Check one fault, finding or fairness control, and print the property that broke and its"
              + " counterexample.")
  private String fault;

  @Option(
      names = "--scene",
      paramLabel = "NAME",
      description = "Check one scene, and print the shortest way there.")
  private String scene;

  /** What they ask for; throws CliException where they exclude each other. */
  Target target() {
    Map<String, String> given = given();
    if (given.size() > 1) {
      throw CliException.usage(
          String.join(" and ", given.keySet()) + " exclude each other",
          "give one of them, and run the command again for the next");
    }
    for (Target.Kind kind : Target.Kind.values()) {
      String name = given.get(kind.option());
      if (name != null) {
        refuseLane(kind);
        return new Target.One(kind, name);
      }
    }
    Lane chosen = lane == null ? DEFAULT : lane;
    return module == null ? new Target.Whole(chosen) : new Target.OfModule(module, chosen);
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put(Target.Kind.MODEL.option(), model);
    given.put(Target.Kind.FAULT.option(), fault);
    given.put(Target.Kind.SCENE.option(), scene);
    given.put("--module", module);
    given.values().removeAll(Collections.singleton(null));
    return given;
  }

  private void refuseLane(Target.Kind kind) {
    if (lane != null) {
      throw CliException.usage(
          kind.option() + " and --lane exclude each other",
          "leave out --lane: " + kind.option() + " finds it in whatever lane it is");
    }
  }

  private static final class Lanes implements ITypeConverter<Lane>, Iterable<String> {
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
