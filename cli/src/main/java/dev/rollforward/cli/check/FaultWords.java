package dev.rollforward.cli.check;

import dev.rollforward.spec.model.Fault;
import java.util.Arrays;

/** The words for each kind of fault. */
enum FaultWords {
  FAULTS(
      Fault.Kind.FAULT,
      "Negative controls: each rule removed in turn, and the property that must notice",
      "fault",
      "what is removed",
      "caught by",
      "caught"),
  FINDINGS(
      Fault.Kind.FINDING,
      "Findings: what a design violates by itself, with nothing removed",
      "finding",
      "what goes wrong",
      "violates",
      "found"),
  FAIRNESS(
      Fault.Kind.FAIRNESS,
      "Fairness controls: each condition left out in turn, and what then never happens",
      "control",
      "what is left out",
      "caught by",
      "caught");

  private final Fault.Kind kind;
  private final String title;
  private final String what;
  private final String change;
  private final String broken;
  private final String good;

  FaultWords(
      Fault.Kind kind, String title, String what, String change, String broken, String good) {
    this.kind = kind;
    this.title = title;
    this.what = what;
    this.change = change;
    this.broken = broken;
    this.good = good;
  }

  static FaultWords of(Fault.Kind kind) {
    return Arrays.stream(values()).filter(words -> words.kind == kind).findFirst().orElseThrow();
  }

  Fault.Kind kind() {
    return kind;
  }

  String title() {
    return title;
  }

  String what() {
    return what;
  }

  String change() {
    return change;
  }

  String broken() {
    return broken;
  }

  String good() {
    return good;
  }
}
