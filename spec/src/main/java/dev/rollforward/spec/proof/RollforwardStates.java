package dev.rollforward.spec.proof;

import static dev.rollforward.spec.proof.TlaParts.at;
import static dev.rollforward.spec.proof.TlaParts.elements;
import static dev.rollforward.spec.proof.TlaParts.field;
import static dev.rollforward.spec.proof.TlaParts.members;
import static dev.rollforward.spec.proof.TlaParts.number;
import static dev.rollforward.spec.proof.TlaParts.text;

import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a state of {@code Rollforward.tla} is in the variables of the proof. This is the only place
 * that knows both forms.
 *
 * <p>Everything is a function of the state, save for one thing: which of several commits a writer
 * awaits once the call has been refused. There each possibility is a state of its own.
 */
final class RollforwardStates implements GraphStates {
  private static final long NOT_A_RESTORE = 99;
  private static final long DROPPED = 90;
  private static final long STRANGER = 80;
  private static final int MORE = 1000;
  private static final TlaValue NOTHING = TlaValue.of("<<>>");

  private final ProofModule module;
  private final Scenario scenario;
  private final Bounds bounds;
  private final List<String> sweeps;

  /**
   * A mapping.
   *
   * @param versions how long a chain may become, and a few more
   */
  RollforwardStates(ProofModule module, Scenario scenario, List<String> sweeps, int versions) {
    this.module = module;
    this.scenario = scenario;
    this.sweeps = List.copyOf(sweeps);
    this.bounds =
        new Bounds(
            Map.of(
                "Ops", scenario.operations(),
                "Tables", scenario.tables(),
                "Names", scenario.distinctNames(),
                "Sources", scenario.distinctSources().size(),
                "Sweeps", sweeps.size()),
            versions,
            module.strings().size());
  }

  @Override
  public Bounds bounds() {
    return bounds;
  }

  @Override
  public List<GroundState> of(Map<String, TlaValue> state) {
    List<GroundState> all = new ArrayList<>();
    for (Map<Integer, Integer> awaited : awaited(new Reading(state))) {
      Reading reading = new Reading(state);
      reading.write();
      awaited.forEach((o, t) -> reading.set("wawait", 1, o, t));
      all.add(reading.ground);
    }
    return all;
  }

  /** For each operation that awaits an answer, the dataset it is about; all combinations. */
  private List<Map<Integer, Integer>> awaited(Reading reading) {
    List<Map<Integer, Integer>> all = new ArrayList<>(List.of(new TreeMap<>()));
    for (int o = 0; o < scenario.operations(); o++) {
      if (reading.place(o).equals("landed?")) {
        List<Map<Integer, Integer>> more = new ArrayList<>();
        for (int t : reading.mayAwait(o)) {
          for (Map<Integer, Integer> one : all) {
            Map<Integer, Integer> with = new TreeMap<>(one);
            with.put(o, t);
            more.add(with);
          }
        }
        all = more;
      }
    }
    return all;
  }

  /** One state being read. */
  private final class Reading {
    private final Map<String, TlaValue> state;
    private final GroundState ground = new GroundState(bounds);

    Reading(Map<String, TlaValue> state) {
      this.state = state;
    }

    void write() {
      scenario();
      for (int t = 0; t < scenario.tables(); t++) {
        chain(t);
        pin(t);
      }
      for (int c = 0; c < scenario.distinctSources().size(); c++) {
        source(c);
      }
      for (int o = 0; o < scenario.operations(); o++) {
        operation(o);
      }
      for (TlaValue call : members(state.get("flight"))) {
        flight(call);
      }
      for (int s = 0; s < sweeps.size(); s++) {
        sweep(s);
      }
    }

    private void scenario() {
      for (int t = 0; t < scenario.tables(); t++) {
        set("NameOf", scenario.names().get(t), t);
        set("Created", scenario.created().contains(t) ? 1 : 0, t);
        for (int o = scenario.operations() - 1; o >= 0; o--) {
          set("CommitsOf", scenario.commits(o, t), o, t);
          set("RelevantOf", scenario.relevant(o, t) ? 1 : 0, o, t);
          if (scenario.created().contains(t) && scenario.commits(o, t) > 0) {
            set("CreatorOf", o, t);
          }
        }
      }
      for (int o = 0; o < scenario.operations(); o++) {
        set("OnSnapshot", scenario.onSnapshot().contains(o) ? 1 : 0, o);
        for (int n : scenario.drops().get(o)) {
          set("DropsOf", 1, o, n);
        }
        set("HasSource", scenario.hasSource(o) ? 1 : 0, o);
        set("SourceOf", scenario.source(o), o);
        set("SequenceOf", scenario.sequences().get(o), o);
        set("IsRetry", scenario.retries().get(o) < 0 ? 0 : 1, o);
        set("RetryOf", Math.max(0, scenario.retries().get(o)), o);
      }
    }

    private List<TlaValue> versions(int t) {
      return elements(elements(state.get("chain")).get(t));
    }

    private void chain(int t) {
      List<TlaValue> versions = versions(t);
      set("head", versions.size(), t);
      for (int v = 0; v < bounds.versions(); v++) {
        set("res", v, t, v);
      }
      for (int v = 1; v <= versions.size(); v++) {
        TlaValue version = versions.get(v - 1);
        long restores = number(field(version, "restores"));
        if (restores != NOT_A_RESTORE) {
          set("res", ground.get(symbol("res"), t, (int) restores), t, v);
          set("restored", v, t);
        }
        for (TlaValue row : elements(field(version, "rows"))) {
          if (number(row) == STRANGER) {
            add("foreign", t, v);
          } else {
            int o = operationOf(number(row));
            add("rows", t, v, o);
            if (ground.get(symbol("place"), t, v, o) == 0) {
              add("size", t, v);
              set("place", ground.get(symbol("size"), t, v), t, v, o);
            }
          }
        }
      }
      for (int o = 0; o < scenario.operations(); o++) {
        for (int v : changes(o, t)) {
          set("by", ordinal(t, v), t, v, o);
        }
        set("landed", landed(o, t), o, t);
      }
    }

    /** The operation that made a version, or -1. */
    private int operation(int t, int v) {
      TlaValue version = versions(t).get(v - 1);
      long maker = number(field(version, "op"));
      boolean ours = number(field(version, "restores")) == NOT_A_RESTORE && maker != STRANGER;
      return ours && maker != 0 ? operationOf(maker) : -1;
    }

    private Set<Integer> changes(int o, int t) {
      Set<Integer> changes = new HashSet<>();
      for (int v = 1; v <= versions(t).size(); v++) {
        if (operation(t, v) == o) {
          changes.add(v);
        }
      }
      return changes;
    }

    /** Which of the commits of its operation to the dataset a version is. */
    private int ordinal(int t, int v) {
      return (int) ((number(field(versions(t).get(v - 1), "op")) - 1) / MORE) + 1;
    }

    private boolean isCommit(int o, int t, int v, int ordinal) {
      return v <= versions(t).size() && operation(t, v) == o && ordinal(t, v) == ordinal;
    }

    private int landed(int o, int t) {
      int landed = 0;
      while (isCommit(o, t, base(o, t) + landed + 1, landed + 1)) {
        landed++;
      }
      return landed;
    }

    private int base(int o, int t) {
      return at(elements(state.get("wbase")).get(o), t).map(TlaParts::number).orElse(0L).intValue();
    }

    private long pinOf(int t) {
      return number(elements(field(state.get("manifest"), "pins")).get(t));
    }

    private long expected(int o, int t) {
      return at(elements(state.get("wexp")).get(o), t).map(TlaParts::number).orElse(0L);
    }

    private void pin(int t) {
      boolean dropped = pinOf(t) == DROPPED;
      set("pins", version(t, pinOf(t)), t);
      set("dropped", dropped ? 1 : 0, t);
      for (int o = 0; dropped && o < scenario.operations(); o++) {
        long seen = expected(o, t);
        if (scenario.droppable(o, t) && committed(o) && seen != 0 && seen != DROPPED) {
          set("tomb", o, t);
        }
      }
    }

    private void source(int c) {
      String name = scenario.distinctSources().get(c);
      int reached =
          field(state.get("manifest"), "seqs") instanceof TlaValue.Fields all
              ? (int) number(field(all, name))
              : 0;
      set("seqs", reached, c);
      for (int o = 0; reached > 0 && o < scenario.operations(); o++) {
        if (scenario.sources().get(o).equals(name)
            && scenario.sequences().get(o) == reached
            && committed(o)) {
          set("carried", o, c);
        }
      }
    }

    /** A pin as a version: that of a dropped dataset is the last one it had. */
    private int version(int t, long pin) {
      if (pin != DROPPED) {
        return (int) pin;
      }
      int last = scenario.created().contains(t) ? 0 : 1;
      for (int o = 0; o < scenario.operations(); o++) {
        if (scenario.commits(o, t) > 0 && committed(o)) {
          last = Math.max(last, base(o, t) + scenario.commits(o, t));
        }
      }
      return last;
    }

    private Set<String> verdicts(int o) {
      Set<String> verdicts = new HashSet<>();
      TlaValue decided = elements(state.get("decided")).get(o);
      for (TlaValue verdict :
          decided instanceof TlaValue.Members ? members(decided) : elements(decided)) {
        verdicts.add(text(verdict));
      }
      return verdicts;
    }

    private boolean committed(int o) {
      return verdicts(o).contains("COMMITTED");
    }

    private String place(int o) {
      return text(elements(state.get("wpc")).get(o));
    }

    private boolean hasSidecar(int o) {
      return members(state.get("sidecars")).stream().anyMatch(x -> number(x) == o + 1);
    }

    private void operation(int o) {
      set("committed", committed(o) ? 1 : 0, o);
      set("aborted", verdicts(o).contains("ABORTED") ? 1 : 0, o);
      set("dec", string(text(elements(field(state.get("manifest"), "dec")).get(o))), o);
      set("sidecars", hasSidecar(o) ? 1 : 0, o);
      List<TlaValue> audits = elements(elements(state.get("audits")).get(o));
      set("audits", string(audits.isEmpty() ? "none" : text(audits.get(0))), o);
      set("auditCount", audits.size(), o);
      set("reply", string(text(elements(state.get("reply")).get(o))), o);
      String place = place(o);
      set("wpc", string(place.equals("landed?") ? "commit" : place), o);
      set("begun", elements(state.get("wexp")).get(o).equals(NOTHING) ? 0 : 1, o);
      for (int t = 0; t < scenario.tables(); t++) {
        set("wexp", version(t, expected(o, t)), o, t);
        set("wgone", expected(o, t) == DROPPED ? 1 : 0, o, t);
        set("wbase", base(o, t), o, t);
        set("wprep", isPrepared(o, t) ? 1 : 0, o, t);
        if (place.equals("commit") || place.equals("landed?")) {
          set("wdone", done(o, t), o, t);
        }
      }
    }

    private boolean isPrepared(int o, int t) {
      if (scenario.commits(o, t) == 0) {
        return false;
      }
      return switch (place(o)) {
        case "prepare", "repair" -> progress(o).contains(t + 1);
        case "start" -> false;
        case "done" -> hasSidecar(o) || !verdicts(o).isEmpty() || isOnItsWay(o);
        default -> true;
      };
    }

    private boolean isOnItsWay(int o) {
      return members(state.get("flight")).stream()
          .anyMatch(call -> kind(call).equals("arm") && operationOfCall(call) == o);
    }

    /** The datasets that are prepared, or the commits that are made, from 1. */
    private Set<Integer> progress(int o) {
      TlaValue done = elements(state.get("wdone")).get(o);
      Set<Integer> all = new HashSet<>();
      for (TlaValue one : members(done)) {
        all.add((int) number(one));
      }
      return all;
    }

    private int done(int o, int t) {
      int done = 0;
      for (int i : progress(o)) {
        done += scenario.plans().get(o).get(i - 1) == t ? 1 : 0;
      }
      return done;
    }

    /** The datasets whose answer a writer may await: that of its next commit. */
    private List<Integer> mayAwait(int o) {
      for (TlaValue call : members(state.get("flight"))) {
        if (kind(call).equals("commit") && operationOfCall(call) == o) {
          int t = scenario.plans().get(o).get(commit(call) - 1);
          if (ordinalOf(o, commit(call)) == done(o, t) + 1) {
            return List.of(t);
          }
        }
      }
      List<Integer> possible = new ArrayList<>();
      for (int t : scenario.datasets(o)) {
        int next = done(o, t) + 1;
        if (changes(o, t).stream().anyMatch(v -> ordinal(t, v) == next)) {
          return List.of(t);
        }
        if (next <= scenario.commits(o, t)) {
          possible.add(t);
        }
      }
      return possible;
    }

    /** How often commit {@code i} of the plan has come to its dataset, itself included. */
    private int ordinalOf(int o, int i) {
      List<Integer> plan = scenario.plans().get(o);
      return Collections.frequency(plan.subList(0, i), plan.get(i - 1));
    }

    private void flight(TlaValue call) {
      int o = operationOfCall(call);
      switch (kind(call)) {
        case "arm" -> set("armSent", 1, o);
        case "commit" -> {
          int t = scenario.plans().get(o).get(commit(call) - 1);
          set("commitSent", 1, o, t, ordinalOf(o, commit(call)));
        }
        default -> {
          set("publishSent", 1, o);
          List<TlaValue> now = elements(field(state.get("manifest"), "dec"));
          List<TlaValue> then = elements(field(field(call, "manifest"), "dec"));
          for (int p = 0; p < now.size(); p++) {
            boolean forgets = text(then.get(p)).equals("none") && !text(now.get(p)).equals("none");
            set("publishForgets", forgets ? 1 : 0, o, p);
          }
        }
      }
    }

    private void sweep(int s) {
      TlaValue record = ofProcess(state.get("sweep"), sweeps.get(s));
      String place = text(field(record, "pc"));
      set("spc", string(place), s);
      set("sdec", string(text(field(record, "dec"))), s);
      int o = (int) Math.max(0, number(field(record, "op")) - 1);
      set("sop", o, s);
      TlaValue pins = field(record, "pins");
      for (int t = 0; t < scenario.tables(); t++) {
        long pin = at(pins, t).map(TlaParts::number).orElse(0L);
        set("spins", version(t, pin), s, t);
        set("sgone", pin == DROPPED ? 1 : 0, s, t);
      }
      if (place.equals("fence")) {
        TlaValue done = field(record, "done");
        List<Integer> datasets = scenario.datasets(o);
        for (int i = 0; i < datasets.size(); i++) {
          boolean fenced =
              done instanceof TlaValue.Number count
                  ? i < count.value()
                  : members(done).stream()
                      .map(x -> (int) number(x) - 1)
                      .toList()
                      .contains(datasets.get(i));
          set("sfen", fenced ? 1 : 0, s, datasets.get(i));
        }
      }
    }

    private Symbol symbol(String name) {
      Symbol symbol = module.variables().get(name);
      return symbol != null ? symbol : module.constants().get(name);
    }

    private void set(String name, int value, int... arguments) {
      ground.set(symbol(name), value, arguments);
    }

    private void add(String name, int... arguments) {
      ground.set(symbol(name), ground.get(symbol(name), arguments) + 1, arguments);
    }

    private int string(String text) {
      return module.strings().number(text);
    }
  }

  private static int operationOf(long commit) {
    return (int) ((commit - 1) % MORE);
  }

  private static String kind(TlaValue call) {
    return text(field(call, "kind"));
  }

  private static int operationOfCall(TlaValue call) {
    return (int) number(field(call, "op")) - 1;
  }

  private static int commit(TlaValue call) {
    return (int) number(field(call, "commit"));
  }

  private static TlaValue ofProcess(TlaValue function, String process) {
    if (function instanceof TlaValue.Function map) {
      return map.entries().get(new TlaValue.ModelValue(process));
    }
    throw new ProofFormException(function + " is no function of processes");
  }
}
