package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.tlc.ClassArchive;
import dev.rollforward.spec.tlc.DistributedRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What to check and how.
 *
 * @param target what
 * @param seed what simulations draw their behaviours from; empty for a fresh one
 * @param workers how many threads explore a model; empty for the default
 * @param heapMegabytes the heap for a model; empty for the default
 * @param server where workers of other machines find this one; empty to check on this one alone
 * @param trace where the schedules on Lance are written down; empty for nowhere
 * @param reports where to write results for other programs
 * @param all whether to check again what is known of the alternatives
 * @param details whether to print tables of all that was checked
 * @param record whether to record what came of the alternatives in the project, for others
 * @param verbose whether a counterexample shows what each step changed, and not what it means
 */
public record Request(
    Target target,
    Optional<Long> seed,
    Optional<Integer> workers,
    Optional<Integer> heapMegabytes,
    Optional<DistributedRun.Address> server,
    Reports reports,
    Optional<Path> trace,
    boolean all,
    boolean details,
    boolean record,
    boolean verbose) {
  /** A request that keeps what may be kept, and prints no tables. */
  public Request(
      Target target,
      Optional<Long> seed,
      Optional<Integer> workers,
      Optional<Integer> heapMegabytes,
      Optional<DistributedRun.Address> server,
      Optional<Path> json,
      Optional<Path> trace) {
    this(
        target,
        seed,
        workers,
        heapMegabytes,
        server,
        new Reports(json, Optional.empty(), Optional.empty()),
        trace,
        false,
        false,
        false,
        false);
  }

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

  /** This request, with all checked again or not, and with tables or not. */
  public Request with(boolean everything, boolean tables) {
    return new Request(
        target,
        seed,
        workers,
        heapMegabytes,
        server,
        reports,
        trace,
        everything,
        tables,
        record,
        verbose);
  }

  /** Whether the lane is the one to edit by. */
  boolean quick() {
    return target instanceof Target.Whole whole && whole.lane() == Lane.QUICK;
  }

  /** The modules whose results are kept where nothing has changed. */
  Predicate<String> kept(Manifest manifest) {
    if (all || !(target instanceof Target.Whole whole)) {
      return module -> false;
    }
    return switch (whole.lane()) {
      case QUICK -> module -> true;
      case SMOKE -> manifest::isAlternative;
      case FULL, EXHAUSTIVE, SIMULATION -> module -> false;
    };
  }

  /** Whether faults and scenes share a JVM; before a merge each has its own. */
  private boolean reuse() {
    return !(target instanceof Target.Whole whole)
        || whole.lane() == Lane.QUICK
        || whole.lane() == Lane.SMOKE;
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
    LaneOptions options =
        LaneOptions.defaults(workspace).withClasses(new ClassArchive(Home.cache()));
    LaneOptions seeded = seed.map(options::withSeed).orElse(options);
    return new LaneOptions(
        workspace,
        seeded
            .models()
            .withWorkers(workers.orElse(seeded.models().workers()))
            .withHeapMegabytes(heapMegabytes.orElse(seeded.models().heapMegabytes())),
        seeded.faults().withHeapMegabytes(heapMegabytes.orElse(seeded.faults().heapMegabytes())),
        seeded.faultsAtOnce(),
        reuse(),
        seeded.seed());
  }
}
