package dev.rollforward.cli.prove;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.check.Home;
import dev.rollforward.cli.check.Reports;
import dev.rollforward.cli.runs.RunRecord;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.proof.Proof;
import dev.rollforward.spec.proof.ProofFormException;
import dev.rollforward.spec.proof.ProofJson;
import dev.rollforward.spec.proof.ProofReport;
import dev.rollforward.spec.proof.Refutation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Runs the proof. */
public final class Prove {
  private final Console console;

  /** Prints to {@code console}. */
  public Prove(Console console) {
    this.console = console;
  }

  /**
   * What is asked for.
   *
   * @param all whether results of earlier runs are left aside
   * @param seconds how long one obligation may take
   * @param solver a program to ask instead of Z3
   * @param reports where to write results for other programs; {@code -} as the file of the JSON is
   *     standard output
   */
  public record Request(
      Optional<String> lemma,
      Optional<String> action,
      Optional<String> fault,
      Optional<String> without,
      boolean all,
      int seconds,
      Optional<Integer> threads,
      Optional<String> solver,
      Reports reports) {
    /** Whether nothing is left out, and nothing changed. */
    private boolean isWhole() {
      return lemma.isEmpty() && action.isEmpty() && fault.isEmpty() && without.isEmpty();
    }

    private static Request everything() {
      return new Request(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          60,
          Optional.empty(),
          Optional.empty(),
          Reports.NONE);
    }

    private boolean toStandardOutput() {
      return reports.json().filter(Path.of("-")::equals).isPresent();
    }
  }

  /**
   * Does it.
   *
   * @return see {@link ExitCode}
   */
  public int run(Request request) {
    request.reports().check();
    long start = System.nanoTime();
    try (TempFolder folder = new TempFolder("rollforward-prove-")) {
      Proof proof = Proof.bundled(folder.path());
      check(proof, request);
      Optional<Refutation> refutation = refute(proof, request);
      if (refutation.isPresent()) {
        new RefutationView(console).print(refutation.get());
        return ExitCode.VIOLATED;
      }
      ProofReport report = prove(proof, request);
      if (request.toStandardOutput()) {
        console.println(ProofJson.of(report));
      } else {
        String solver = request.solver().flatMap(Proof::version).orElse("Z3");
        new ProveText(console, proof, report, solver).print();
        request.reports().writeJson(console, ProofJson.of(report));
        if (request.isWhole()) {
          RunRecord.keep(
              Home.path(),
              "prove",
              "rollforward prove" + (request.all() ? " --all" : ""),
              SpecFiles.bundled().digest(),
              ProofJson.tree(report));
        }
      }
      request
          .reports()
          .write(
              console,
              "rollforward prove",
              Duration.ofNanos(System.nanoTime() - start),
              ProofCases.of(report));
      if (request.all()
          && !request.toStandardOutput()
          && !new ControlRun(console, proof).run(report)) {
        return ExitCode.VIOLATED;
      }
      return switch (report.verdict()) {
        case PROVED, UNCHANGED -> ExitCode.OK;
        case REFUTED -> ExitCode.VIOLATED;
        case UNKNOWN -> ExitCode.UNKNOWN;
      };
    } catch (ProofFormException e) {
      throw CliException.usage(e.getMessage(), "correct the module in spec/proof");
    }
  }

  private static void check(Proof proof, Request request) {
    request.lemma().ifPresent(name -> known("lemma or property", name, proof.theorems().keySet()));
    request.without().ifPresent(name -> known("lemma", name, proof.lemmas().keySet()));
    Set<String> faults = new LinkedHashSet<>(proof.faults().keySet());
    faults.addAll(proof.harmless().keySet());
    request.fault().ifPresent(name -> known("fault", name, faults));
    List<String> actions = new ArrayList<>(List.of("Init"));
    actions.addAll(proof.actions());
    request.action().ifPresent(name -> known("action", name, actions));
    request
        .solver()
        .filter(program -> Proof.version(program).isEmpty())
        .ifPresent(
            program -> {
              throw CliException.usage(
                  "cannot start " + program, "install it, or leave --solver out for Z3");
            });
    if (request.seconds() < 1 || request.threads().orElse(1) < 1) {
      throw CliException.usage("--seconds and --threads are at least 1", "give a larger number");
    }
  }

  private static void known(String kind, String name, Collection<String> names) {
    if (!names.contains(name)) {
      throw CliException.usage(
          "the proof has no " + kind + " " + name, "choose one of: " + String.join(", ", names));
    }
  }

  /** What a fault, or the lack of a lemma, makes possible. */
  private Optional<Refutation> refute(Proof proof, Request request) {
    if (request.fault().isPresent()) {
      try (LiveLine line = console.liveLine()) {
        line.update("looking for a counterexample to induction with " + request.fault().get());
        return proof.refute(request.fault().get());
      }
    }
    if (request.without().isPresent()) {
      ProofReport whole = prove(proof, Request.everything());
      try (LiveLine line = console.liveLine()) {
        line.update("looking for a counterexample without " + request.without().get());
        return proof.refuteWithout(request.without().get(), whole);
      }
    }
    return Optional.empty();
  }

  private ProofReport prove(Proof proof, Request request) {
    Proof.Options options =
        new Proof.Options(
            request.lemma(),
            request.action(),
            request.fault(),
            request.without(),
            request.threads().orElse(Proof.Options.defaults().threads()),
            request.seconds(),
            request.all() || request.solver().isPresent() ? Optional.empty() : Optional.of(cache()),
            request.solver());
    try (LiveLine line = console.liveLine()) {
      return proof.prove(
          options,
          (result, done, all) ->
              line.update(
                  String.format(Locale.ROOT, "proving %,d of %,d: %s", done, all, result.name())));
    }
  }

  private static Path cache() {
    return Home.path().resolve("target/rollforward-prove/proved.txt");
  }
}
