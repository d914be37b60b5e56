package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.tlc.DistributedRun;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to check and how.
 *
 * @param target what
 * @param seed what simulations draw their behaviours from; empty for a fresh one
 * @param workers how many threads explore a model; empty for the default
 * @param heapMegabytes the heap for a model; empty for the default
 * @param server where workers of other machines find this one; empty to check on this one alone
 * @param trace where the schedules on Lance are written down; empty for nowhere
 * @param json where to write the report as JSON; empty for nowhere
 */
public record Request(
    Target target,
    Optional<Long> seed,
    Optional<Integer> workers,
    Optional<Integer> heapMegabytes,
    Optional<DistributedRun.Address> server,
    Optional<Path> json,
    Optional<Path> trace) {

  /** A request with nothing out of the ordinary. */
  public static Request of(Target target) {
    return new Request(
        target,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether the library's own code is checked too. */
  boolean withCode() {
    return target instanceof Target.Whole whole && whole.lane() != Lane.SIMULATION;
  }

  /** Refuses a seed where nothing is drawn at random. */
  void checkSeed(Selection selection) {
    if (seed.isPresent() && selection.models().stream().noneMatch(Model::simulated)) {
      throw CliException.usage(
          "--seed is for simulations, and nothing in \"" + selection.label() + "\" is simulated",
          "add --lane simulation, or leave out --seed");
    }
  }

  /** The command that does the same again. */
  String repeatedWith(long drawn) {
    return "rollforward check " + target.arguments() + " --seed " + drawn;
  }

  LaneOptions options(Path workspace) {
    LaneOptions options = LaneOptions.defaults(workspace);
    LaneOptions seeded = seed.map(options::withSeed).orElse(options);
    return new LaneOptions(
        workspace,
        seeded
            .models()
            .withWorkers(workers.orElse(seeded.models().workers()))
            .withHeapMegabytes(heapMegabytes.orElse(seeded.models().heapMegabytes())),
        seeded.faults().withHeapMegabytes(heapMegabytes.orElse(seeded.faults().heapMegabytes())),
        seeded.faultsAtOnce(),
        seeded.reuse(),
        seeded.seed());
  }
}
