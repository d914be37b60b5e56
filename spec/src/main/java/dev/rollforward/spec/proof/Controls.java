package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What shows that the proof could fail: with a rule removed, or a lemma left out, it does. */
final class Controls {
  private static final int SIZES = 3;

  private Controls() {}

  /** The obligations that are others than those of the protocol, because of a change to it. */
  static List<Obligation> changed(ProofModule protocol, ProofModule changed) {
    return changed(protocol, changed, module -> new Obligations(module, null));
  }

  /** The same, for a search for counterexamples. */
  static List<Obligation> changedToRefute(ProofModule protocol, ProofModule changed) {
    return changed(protocol, changed, module -> Obligations.toRefute(module, null));
  }

  private static List<Obligation> changed(
      ProofModule protocol, ProofModule changed, Function<ProofModule, Obligations> obligations) {
    // A change of a definition may change a lemma, and with it what every obligation is premised
    // on.
    boolean sameLemmas =
        protocol.lemmas().keySet().stream()
            .allMatch(lemma -> protocol.now(lemma).equals(changed.now(lemma)));
    Set<String> known = new HashSet<>();
    if (sameLemmas) {
      obligations.apply(protocol).all().forEach(obligation -> known.add(digest(obligation)));
    }
    return obligations.apply(changed).all().stream()
        .filter(obligation -> !obligation.trivial() && !known.contains(digest(obligation)))
        .toList();
  }

  private static String digest(Obligation obligation) {
    return ProofCache.digest("", obligation);
  }

  /** A counterexample to one of the obligations of a module. */
  static Optional<Refutation> refute(ProofModule module, List<Obligation> obligations) {
    try (Refuter refuter = new Refuter(module)) {
      return refuter
          .refute(obligations, SIZES)
          .map(found -> RefutationText.of(module, sentence(module, found), found));
    }
  }

  /**
   * Where a fault changes a lemma, every obligation is another one. What refutes one of them must
   * not be the bounds.
   *
   * @throws IllegalStateException if {@code obligation} has a counterexample in the protocol, too
   */
  static void requireSound(ProofModule protocol, String obligation) {
    List<Obligation> same =
        Obligations.toRefute(protocol, null).all().stream()
            .filter(one -> one.name().equals(obligation))
            .toList();
    if (refute(protocol, same).isPresent()) {
      throw new IllegalStateException(
          obligation
              + " is refuted without the fault, too: the bounds of the search are too small");
    }
  }

  private static String sentence(ProofModule module, Counterexample found) {
    String lemma = found.obligation().lemma();
    return Optional.ofNullable(module.lemmas().get(lemma))
        .or(() -> Optional.ofNullable(module.starts().get(lemma)))
        .or(() -> Optional.ofNullable(module.invariants().get(lemma)))
        .orElseGet(() -> module.stepProperties().get(lemma));
  }

  /** The steps that no state with the invariant allows, within the bounds that are tried. */
  static List<String> impossible(ProofModule module) {
    List<String> impossible = new ArrayList<>();
    try (Refuter refuter = new Refuter(module)) {
      for (Step step : module.steps()) {
        if (refuter.enabled(step).isEmpty()) {
          impossible.add(step.toString());
        }
      }
    }
    return impossible;
  }

  /**
   * The obligations whose proof used a lemma, with that lemma left out.
   *
   * @param results of the whole proof
   */
  static List<Obligation> without(ProofModule module, String lemma, List<ProofResult> results) {
    // A property may have been proved piece by piece, which has no counterpart here.
    Set<String> used = new HashSet<>();
    results.stream()
        .filter(result -> result.needed().contains(lemma))
        .forEach(result -> used.add(key(module, result.lemma(), result.name())));
    return Obligations.toRefute(module, lemma).all().stream()
        .filter(obligation -> !obligation.trivial())
        .filter(o -> used.contains(key(module, o.lemma(), o.name())))
        .toList();
  }

  private static String key(ProofModule module, String lemma, String name) {
    return module.stepProperties().containsKey(lemma)
        ? lemma + name.substring(name.indexOf(" of "))
        : name;
  }
}
