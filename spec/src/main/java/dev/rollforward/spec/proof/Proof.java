package dev.rollforward.spec.proof;

import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The proof that the protocol is safe for any number of operations, tables and sweeps. Safe for use
 * by several threads.
 */
public final class Proof {
  private static final String BUNDLED = "/dev/rollforward/spec/tla/proof/";
  private static final List<String> FILES =
      List.of("AtomicCommitProof.tla", "RollforwardProof.tla", "ProofFaults.tla");

  /** More than any chain in a model becomes long. */
  private static final int VERSIONS = 20;

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
   * @param program a solver to ask instead of Z3, which takes the arguments of cvc5
   */
  public record Options(
      Optional<String> lemma,
      Optional<String> action,
      Optional<String> fault,
      Optional<String> without,
      int threads,
      int seconds,
      Optional<Path> cache,
      Optional<String> program) {
    /**
     * Everything, with all processors. The limit is for what does not end: it is by the clock, and
     * a busy machine takes its time.
     */
    public static Options defaults() {
      return new Options(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Runtime.getRuntime().availableProcessors(),
          600,
          Optional.empty(),
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

  /**
   * Whether a lemma is one of the invariants of the specification, to be proved for its own sake.
   */
  public boolean isGoal(String lemma) {
    return protocol.goals().contains(lemma);
  }

  /** The properties of a step, and what each says in words. */
  public Map<String, String> stepProperties() {
    return protocol.stepProperties();
  }

  /** What is proved of initial states only, and what each says in words. */
  public Map<String, String> starts() {
    return protocol.starts();
  }

  /** Everything that is proved, and what it says in words. */
  public Map<String, String> theorems() {
    Map<String, String> all = new LinkedHashMap<>(lemmas());
    all.putAll(starts());
    all.putAll(invariants());
    all.putAll(stepProperties());
    return all;
  }

  /** The actions, each once. */
  public List<String> actions() {
    return actions(protocol);
  }

  private static List<String> actions(ProofModule module) {
    return module.steps().stream().map(Step::action).distinct().toList();
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
    return sound(Controls.refute(changed, Controls.changedToRefute(protocol, changed)));
  }

  /**
   * A counterexample to induction that leaving a lemma out makes possible: the lemma is needed.
   *
   * @param whole the report of the whole proof, which says where the lemma was used
   */
  public Optional<Refutation> refuteWithout(String lemma, ProofReport whole) {
    return sound(Controls.refute(protocol, Controls.without(protocol, lemma, whole.results())));
  }

  private Optional<Refutation> sound(Optional<Refutation> found) {
    found.ifPresent(refutation -> Controls.requireSound(protocol, refutation.obligation()));
    return found;
  }

  /**
   * Compares the proof with what TLC finds of {@code Rollforward.tla}: whether every reachable
   * state has the invariant, and every step is one of the action of its name here.
   *
   * @param model the model, which names the scenario and the sweeps
   * @param graph all of its states and steps
   * @param bothWays whether to look too for steps of the proof that TLC does not take
   */
  public GraphReport compare(Model model, StateGraph graph, boolean bothWays) {
    return GraphCheck.compare(protocol, protocolStates(model), graph, bothWays);
  }

  /**
   * Compares the contract of the proof with what TLC finds of {@code AtomicCommit.tla}, both ways.
   *
   * @param scenario who changes what, a name of {@code Scenarios.tla}
   * @param graph all states and steps of {@code AtomicCommit.tla}
   */
  public GraphReport compareContract(String scenario, StateGraph graph) {
    ProofModule contract = ModuleReader.contract(folder);
    GraphStates states =
        new AtomicCommitStates(contract, Scenario.read(resource("Scenarios.tla"), scenario));
    return GraphCheck.compare(contract, states, graph, true);
  }

  /**
   * Compares the refinement mapping of the proof with that of {@code Rollforward.tla}: what each
   * makes of the same state.
   *
   * @param model the model, which names the scenario and the sweeps
   * @param graph its states, each with what the mapping of {@code Rollforward.tla} makes of it
   * @param record the variable that has this: a record of the variables of {@code AtomicCommit.tla}
   * @return what differs, the first few; none if the mappings agree
   */
  public List<String> compareMapping(Model model, StateGraph graph, String record) {
    ProofModule contract = ModuleReader.contract(folder);
    return new MappingCheck(
            protocol,
            contract,
            protocolStates(model),
            new AtomicCommitStates(contract, scenario(model)))
        .mismatches(graph, record);
  }

  private GraphStates protocolStates(Model model) {
    List<String> sweeps =
        List.of(model.constants().get("Sweeps").replaceAll("[{} ]", "").split(",", -1));
    return new RollforwardStates(protocol, scenario(model), sweeps, VERSIONS);
  }

  private static Scenario scenario(Model model) {
    return Scenario.read(
        resource("Scenarios.tla"), model.constants().get("Scenario").replace("\"", ""));
  }

  /**
   * The actions of Rollforward.tla and AtomicCommit.tla that the proof does not have, and those of
   * the proof that they do not have: none, if they are of the same protocol.
   *
   * @param modules a folder with the modules of the specification side by side
   */
  public Set<String> unmatchedActions(Path modules) {
    Set<String> unmatched = new TreeSet<>();
    unmatched.addAll(unmatched(ModuleReader.actions(modules, "Rollforward"), actions()));
    unmatched.addAll(
        unmatched(
            ModuleReader.actions(modules, "AtomicCommit"), actions(ModuleReader.contract(folder))));
    return unmatched;
  }

  private static Set<String> unmatched(Set<String> theirs, List<String> ours) {
    Set<String> unmatched = new TreeSet<>();
    theirs.stream()
        .filter(action -> ours.stream().noneMatch(own -> GraphCheck.covers(own, action)))
        .forEach(unmatched::add);
    ours.stream()
        .filter(own -> theirs.stream().noneMatch(action -> GraphCheck.covers(own, action)))
        .forEach(unmatched::add);
    return unmatched;
  }

  private static String resource(String file) {
    try (InputStream in = Proof.class.getResourceAsStream("/dev/rollforward/spec/tla/" + file)) {
      if (in == null) {
        throw new IllegalStateException("this build of rollforward-spec lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The alternatives of actions for which no state is found that has the invariant and allows them;
   * what is claimed of these would be claimed of nothing.
   */
  public List<String> impossible() {
    return Controls.impossible(protocol);
  }

  /** What a solver that can be asked instead of Z3 calls itself; empty if there is none. */
  public static Optional<String> version(String program) {
    return ExternalSolver.version(program);
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
            options.threads(),
            options.seconds() * 1000,
            options.cache().map(ProofCache::in),
            options.program());
    return new ProofReport(theorems(), prover.prove(obligations, listener::done));
  }
}
