package dev.rollforward.cli.check;

import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.report.CoverageOutcome;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.KeptOutcome;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.report.SceneOutcome;
import java.util.EnumMap;
import java.util.Map;

/** Sorts what is checked into the five questions that a check answers. */
final class Groups {
  /** One of the five. */
  enum Group {
    MODELS("Our protocol, every reachable state", "model"),
    FAULTS("Each rule removed must be noticed", "fault"),
    SCENES("Situations that must be reachable", "scene"),
    CODE("Java library, in memory and on Lance", "scenario"),
    OTHERS("Alternatives and the published design", "check");

    private final String title;
    private final String item;

    Group(String title, String item) {
      this.title = title;
      this.item = item;
    }

    /** What is asked. */
    String title() {
      return ordinal() + 1 + " " + title;
    }

    /** So many of what it consists of, in words. */
    String count(long number) {
      return CheckText.grouped(number) + " " + item + (number == 1 ? "" : "s");
    }
  }

  private final Manifest manifest;

  Groups(Manifest manifest) {
    this.manifest = manifest;
  }

  Group of(Outcome outcome) {
    if (manifest.isAlternative(outcome.module())) {
      return Group.OTHERS;
    }
    String kind = outcome instanceof KeptOutcome kept ? kept.kind() : "";
    if (outcome instanceof FaultOutcome || kind.equals("fault")) {
      return Group.FAULTS;
    }
    return outcome instanceof SceneOutcome || kind.equals("scene") ? Group.SCENES : Group.MODELS;
  }

  /** Whether it is one of the things that its group counts: coverage is a question about them. */
  static boolean counts(Outcome outcome) {
    boolean coverage =
        outcome instanceof CoverageOutcome
            || outcome instanceof KeptOutcome kept && kept.kind().equals("coverage");
    return !coverage;
  }

  /** Whether a model counts for a group. */
  boolean isIn(Model model, Group group) {
    return group == (manifest.isAlternative(model.module()) ? Group.OTHERS : Group.MODELS);
  }

  /** How many of each group there are in a selection. */
  Map<Group, Integer> sizes(Selection selection) {
    Map<Group, Integer> sizes = new EnumMap<>(Group.class);
    selection.models().forEach(model -> add(sizes, model, Group.MODELS));
    selection.faults().forEach(fault -> add(sizes, fault.base(), Group.FAULTS));
    selection.scenes().forEach(scene -> add(sizes, scene.base(), Group.SCENES));
    return sizes;
  }

  private void add(Map<Group, Integer> sizes, Model base, Group group) {
    sizes.merge(manifest.isAlternative(base.module()) ? Group.OTHERS : group, 1, Integer::sum);
  }
}
