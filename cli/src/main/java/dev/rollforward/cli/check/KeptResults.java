package dev.rollforward.cli.check;

import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.report.KeptOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of a selection need not be checked again: it came out well before, and modules, model,
 * expectation and TLC are the same.
 *
 * @param outcomes what is kept
 * @param rest what is to be checked
 */
record KeptResults(List<KeptOutcome> outcomes, Selection rest) {
  /**
   * Looks a selection up.
   *
   * @param digests see {@link SpecRun#digests}
   * @param modules those whose results may be kept
   */
  static KeptResults of(
      Selection all, LastCheck last, Map<String, String> digests, Predicate<String> modules) {
    return new Search(last, digests, modules).of(all);
  }

  /** One search. */
  private record Search(LastCheck last, Map<String, String> digests, Predicate<String> modules) {
    KeptResults of(Selection all) {
      List<KeptOutcome> kept = new ArrayList<>();
      List<SpecModule> covered =
          all.covered().stream().filter(module -> !isKept(module, all, kept)).toList();
      List<Model> models =
          all.models().stream()
              .filter(model -> isCounted(model, covered) || !isKept(model, kept))
              .toList();
      List<Selection.Injection> faults =
          all.faults().stream()
              .filter(
                  one ->
                      !isKept(
                          one.fault().name(),
                          one.base().module(),
                          "fault",
                          one.fault().sentence(),
                          kept))
              .toList();
      List<Selection.Staging> scenes =
          all.scenes().stream()
              .filter(
                  one ->
                      !isKept(
                          one.scene().name(),
                          one.base().module(),
                          "scene",
                          one.scene().sentence(),
                          kept))
              .toList();
      return new KeptResults(kept, new Selection(all.label(), models, faults, scenes, covered));
    }

    /** The coverage of a module is judged over all its counting models together. */
    private static boolean isCounted(Model model, List<SpecModule> covered) {
      return model.coverage()
          && covered.stream().anyMatch(module -> module.module().equals(model.module()));
    }

    private boolean isKept(SpecModule module, Selection all, List<KeptOutcome> kept) {
      String name = module.module();
      List<Model> counting =
          all.models().stream()
              .filter(Model::coverage)
              .filter(model -> model.module().equals(name))
              .toList();
      boolean fresh = counting.stream().allMatch(model -> good(model.name(), name).isPresent());
      return fresh
          && isKept(LastCheck.coverageOf(name), name, "coverage", "every action is taken", kept);
    }

    private boolean isKept(Model model, List<KeptOutcome> kept) {
      return !model.simulated()
          && isKept(model.name(), model.module(), "model", model.sentence(), kept);
    }

    private boolean isKept(
        String name, String module, String kind, String sentence, List<KeptOutcome> kept) {
      Optional<LastCheck.Entry> good = good(name, module);
      good.ifPresent(
          entry ->
              kept.add(
                  new KeptOutcome(
                      name,
                      module,
                      kind,
                      sentence,
                      entry.explanation(),
                      entry.steps(),
                      entry.distinct(),
                      entry.when())));
      return good.isPresent();
    }

    private Optional<LastCheck.Entry> good(String name, String module) {
      return modules.test(module) && digests.containsKey(name)
          ? last.fresh(name, digests.get(name)).filter(LastCheck.Entry::held)
          : Optional.empty();
    }
  }
}
