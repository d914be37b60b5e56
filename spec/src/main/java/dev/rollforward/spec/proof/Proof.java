package dev.rollforward.spec.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The proof that the protocol is safe for any number of operations, tables and sweeps. Safe for use
 * by several threads.
 */
public final class Proof {
  private static final String BUNDLED = "/dev/rollforward/spec/tla/proof/";
  private static final List<String> FILES = List.of("RollforwardProof.tla", "ProofFaults.tla");

  private final Path folder;
  private final ProofModule protocol;

  private Proof(Path folder) {
    this.folder = folder;
    this.protocol = ModuleReader.protocol(folder);
  }

  /**
   * How to prove.
   *
   * @param lemma only this one, or one that is an invariant or a property of steps
   * @param action only what concerns this action, or {@code Init}
   * @param fault a rule to remove first; then only the obligations that it changes
   * @param without a lemma to leave out
   * @param threads how many obligations at a time
   * @param seconds how long one may take
   * @param cache a file of what was proved before; empty to prove everything anew
   */
  public record Options(
      Optional<String> lemma,
      Optional<String> action,
      Optional<String> fault,
      Optional<String> without,
      int threads,
      int seconds,
      Optional<Path> cache) {
    /** Everything, with all processors. */
    public static Options defaults() {
      return new Options(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Runtime.getRuntime().availableProcessors(),
          60,
          Optional.empty());
    }
  }

  /** The proof that was built into this library; it is unpacked into a folder. */
  public static Proof bundled(Path emptyFolder) {
    try {
      for (String file : FILES) {
        try (InputStream in = Proof.class.getResourceAsStream(BUNDLED + file)) {
          if (in == null) {
            throw new IllegalStateException("this build of rollforward-spec lacks proof/" + file);
          }
          Files.copy(in, emptyFolder.resolve(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return in(emptyFolder);
  }

  /**
   * The proof in a folder, such as {@code spec/proof} of the source tree.
   *
   * @throws ProofFormException if it cannot be read
   */
  public static Proof in(Path folder) {
    return new Proof(folder);
  }

  /** The lemmas, and what each says in words. */
  public Map<String, String> lemmas() {
    return protocol.lemmas();
  }

  /** The invariants that follow from the lemmas, and what each says in words. */
  public Map<String, String> invariants() {
    return protocol.invariants();
  }

  /** The properties of a step, and what each says in words. */
  public Map<String, String> stepProperties() {
    return protocol.stepProperties();
  }

  /** Everything that is proved, and what it says in words. */
  public Map<String, String> theorems() {
    Map<String, String> all = new LinkedHashMap<>(lemmas());
    all.putAll(invariants());
    all.putAll(stepProperties());
    return all;
  }

  /** The actions, each once. */
  public List<String> actions() {
    return protocol.steps().stream().map(Step::action).distinct().toList();
  }

  /** The faults that can be planted, and what each says in words. */
  public Map<String, String> faults() {
    return ModuleReader.faults(folder);
  }

  /** The changes that break nothing, and what each says in words. */
  public Map<String, String> harmless() {
    return ModuleReader.harmless(folder);
  }

  /**
   * A counterexample to induction that a fault makes possible, as small as there is one; empty if
   * there is none within the bounds that are tried.
   */
  public Optional<Refutation> refute(String fault) {
    ProofModule changed = ModuleReader.withFault(folder, fault);
    return Controls.refute(changed, Controls.changed(protocol, changed));
  }

  /**
   * A counterexample to induction that leaving a lemma out makes possible: the lemma is needed.
   *
   * @param whole the report of the whole proof, which says where the lemma was used
   */
  public Optional<Refutation> refuteWithout(String lemma, ProofReport whole) {
    return Controls.refute(protocol, Controls.without(protocol, lemma, whole.results()));
  }

  /**
   * The alternatives of actions for which no state is found that has the invariant and allows them;
   * what is claimed of these would be claimed of nothing.
   */
  public List<String> impossible() {
    return Controls.impossible(protocol);
  }

  /** Told of every result, by several threads. */
  public interface Listener {
    /** One more is done, so that {@code done} of {@code all} are. */
    void done(ProofResult result, int done, int all);
  }

  /** Proves what the options say. */
  public ProofReport prove(Options options, Listener listener) {
    ProofModule module =
        options.fault().map(fault -> ModuleReader.withFault(folder, fault)).orElse(protocol);
    Predicate<Obligation> wanted =
        obligation ->
            options.lemma().map(obligation.lemma()::equals).orElse(true)
                && options.action().map(obligation.action()::equals).orElse(true);
    List<Obligation> obligations =
        options.fault().isPresent()
            ? Controls.changed(protocol, module)
            : new Obligations(module, options.without().orElse(null)).all();
    obligations = obligations.stream().filter(wanted).toList();
    Prover prover =
        new Prover(
            options.threads(), options.seconds() * 1000, options.cache().map(ProofCache::in));
    return new ProofReport(theorems(), prover.prove(obligations, listener::done));
  }
}
