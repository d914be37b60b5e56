package dev.rollforward.spec.picture;

import dev.rollforward.spec.picture.Lifeline.Kind;
import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows a state of a model by lifelines. It goes by the names that all designs in {@code spec/}
 * share: {@code chain}, {@code manifest}, {@code sidecars}, {@code wpc} and so on. Witnesses and
 * the bookkeeping of a process, such as how far it is in a loop, are left out; a variable that no
 * design has is shown as TLC prints it.
 */
public final class StateView {
  private static final String NONE = "none";
  private static final Map<String, Reader> READERS =
      Map.ofEntries(
          Map.entry("chain", StateView::chain),
          Map.entry("versions", StateView::versions),
          Map.entry("manifest", StateView::manifest),
          Map.entry("sidecars", StateView::sidecars),
          Map.entry("audits", StateView::audits),
          Map.entry("flight", StateView::flight),
          Map.entry("lease", StateView::lease),
          Map.entry("schema", StateView::schema),
          Map.entry("lock", StateView::lock),
          Map.entry("wpc", (value, view) -> view.writers(value, "")),
          Map.entry("wexp", (value, view) -> view.writers(value, "read")),
          Map.entry("wbase", (value, view) -> view.writers(value, "base")),
          Map.entry("reply", (value, view) -> view.writers(value, "caller is told")),
          Map.entry("sweep", (value, view) -> view.recovery(value, "sweep")),
          Map.entry("collector", (value, view) -> view.recovery(value, "collector")),
          Map.entry("wdone", StateView::nothing),
          Map.entry("wland", StateView::nothing),
          Map.entry("decided", StateView::nothing),
          Map.entry("armed", StateView::nothing),
          Map.entry("claims", StateView::nothing),
          Map.entry("wronged", StateView::nothing),
          Map.entry("converged", StateView::nothing),
          Map.entry("needless", StateView::nothing),
          Map.entry("crashes", StateView::nothing));

  private final SortedMap<Lifeline, List<Fact>> facts = new TreeMap<>();

  @FunctionalInterface
  private interface Reader {
    void read(TlaValue value, StateView into);
  }

  private StateView() {}

  /** What each lifeline holds in a state; one that holds nothing is there all the same. */
  public static SortedMap<Lifeline, List<Fact>> of(Map<String, TlaValue> variables) {
    StateView view = new StateView();
    variables.forEach((name, value) -> READERS.getOrDefault(name, unknown(name)).read(value, view));
    return view.facts;
  }

  private static Reader unknown(String name) {
    return (value, view) -> view.put(Kind.OTHER, "other", name, value.toString());
  }

  private void put(Kind kind, String lifeline, String key, String value) {
    List<Fact> here = there(kind, lifeline);
    // Where a process is comes first.
    here.add(key.isEmpty() ? 0 : here.size(), new Fact(key, value));
  }

  private List<Fact> there(Kind kind, String lifeline) {
    return facts.computeIfAbsent(new Lifeline(kind, lifeline), line -> new ArrayList<>());
  }

  private static void nothing(TlaValue value, StateView view) {}

  private static void chain(TlaValue chains, StateView view) {
    chains
        .asFunction()
        .forEach(
            (table, chain) -> {
              view.there(Kind.TABLE, "table " + table);
              chain
                  .asFunction()
                  .forEach(
                      (number, version) ->
                          view.put(Kind.TABLE, "table " + table, "v" + number, made(version)));
            });
  }

  /** What a version of a table is, by the fields of {@code LanceTable.tla}. */
  private static String made(TlaValue version) {
    String restores = ModelNumbers.text(version, "restores");
    return restores.equals(ModelNumbers.NOT_A_RESTORE)
        ? ModelNumbers.maker(ModelNumbers.text(version, "op"))
        : "restores v" + restores;
  }

  private static void versions(TlaValue versions, StateView view) {
    versions
        .asFunction()
        .forEach(
            (table, makers) -> {
              view.there(Kind.TABLE, "table " + table);
              makers
                  .asSet()
                  .forEach(
                      maker ->
                          view.put(Kind.TABLE, "table " + table, "version by op " + maker, ""));
            });
  }

  /** A manifest is a record with pins, or, of one design, the pins themselves. */
  private static void manifest(TlaValue manifest, StateView view) {
    view.there(Kind.MANIFEST, "manifest");
    manifest
        .field("pins")
        .orElse(manifest)
        .asFunction()
        .forEach(
            (table, pin) ->
                view.put(Kind.MANIFEST, "manifest", "table " + table, ModelNumbers.pin(pin)));
    eachOf(manifest, "dec")
        .forEach((op, verdict) -> view.unlessNone(Kind.MANIFEST, "manifest", "op " + op, verdict));
    eachOf(manifest, "seqs")
        .forEach(
            (source, number) -> {
              if (!number.toString().equals("0")) {
                view.put(Kind.MANIFEST, "manifest", "source " + source, number.toString());
              }
            });
    manifest
        .field("gone")
        .map(TlaValue::asSet)
        .ifPresent(
            gone ->
                gone.forEach(
                    t -> view.put(Kind.MANIFEST, "manifest", "tombstone of table " + t, "")));
  }

  private static Map<TlaValue, TlaValue> eachOf(TlaValue record, String field) {
    return record.field(field).map(TlaValue::asFunction).orElse(Map.of());
  }

  private static void sidecars(TlaValue sidecars, StateView view) {
    view.there(Kind.SIDECARS, "sidecars");
    sidecars.asSet().forEach(op -> view.put(Kind.SIDECARS, "sidecars", "op " + op, ""));
    sidecars
        .asFunction()
        .forEach((op, side) -> view.put(Kind.SIDECARS, "sidecars", "op " + op, content(side)));
  }

  /** What a sidecar of the published design says of each table. */
  private static String content(TlaValue sidecar) {
    return eachOf(sidecar, "pins").entrySet().stream()
        .map(
            pin -> {
              String confirmed = ModelNumbers.text(pin.getValue(), "confirmed");
              return "table %s v%s to v%s%s"
                  .formatted(
                      pin.getKey(),
                      ModelNumbers.text(pin.getValue(), "expected"),
                      ModelNumbers.text(pin.getValue(), "post"),
                      confirmed.equals("0") ? "" : ", landed at v" + confirmed);
            })
        .collect(Collectors.joining("; "));
  }

  private static void audits(TlaValue audits, StateView view) {
    view.there(Kind.AUDITS, "audits");
    audits
        .asFunction()
        .forEach(
            (op, records) ->
                records
                    .asFunction()
                    .forEach(
                        (number, record) ->
                            view.put(
                                Kind.AUDITS,
                                "audits",
                                "op " + op + (number.toString().equals("1") ? "" : " again"),
                                ModelNumbers.plain(record))));
  }

  private static void flight(TlaValue flight, StateView view) {
    view.there(Kind.CALLS, "on their way");
    flight
        .asSet()
        .forEach(
            call -> {
              String commit = call.field("commit").map(number -> " " + number).orElse("");
              String key =
                  "%s%s of op %s"
                      .formatted(
                          ModelNumbers.text(call, "kind"), commit, ModelNumbers.text(call, "op"));
              String again = ModelNumbers.text(call, "again");
              view.put(Kind.CALLS, "on their way", key, again.equals("0") ? "" : "repeats");
            });
  }

  private static void lease(TlaValue lease, StateView view) {
    view.put(Kind.OTHER, "lease", "epoch", ModelNumbers.text(lease, "epoch"));
    boolean held = lease.field("held").equals(Optional.of(new TlaValue.Truth(true)));
    view.put(Kind.OTHER, "lease", "", held ? "held" : "free");
  }

  private static void schema(TlaValue promoted, StateView view) {
    view.there(Kind.OTHER, "schema files");
    promoted.asSet().forEach(op -> view.put(Kind.OTHER, "schema files", "of op " + op, ""));
  }

  private static void lock(TlaValue holder, StateView view) {
    view.there(Kind.OTHER, "schema lock");
    if (!holder.toString().equals("0")) {
      view.put(Kind.OTHER, "schema lock", "op " + holder, "");
    }
  }

  private void writers(TlaValue values, String key) {
    values.asFunction().forEach((op, value) -> unlessNone(Kind.WRITER, "writer " + op, key, value));
  }

  private void recovery(TlaValue processes, String role) {
    processes
        .asFunction()
        .forEach(
            (process, state) -> {
              String name = role + " " + ModelNumbers.process(process);
              there(Kind.RECOVERY, name);
              state.field("pc").ifPresent(pc -> unlessNone(Kind.RECOVERY, name, "", pc));
              state
                  .field("op")
                  .filter(op -> !op.toString().equals("0"))
                  .ifPresent(op -> put(Kind.RECOVERY, name, "works on op", op.toString()));
              state.field("pins").ifPresent(pins -> unlessNone(Kind.RECOVERY, name, "read", pins));
              for (String verdict : List.of("dec", "verdict")) {
                state
                    .field(verdict)
                    .ifPresent(dec -> unlessNone(Kind.RECOVERY, name, "verdict", dec));
              }
            });
  }

  /** Versions by table each in a fact of its own; {@code "none"}, and no version, is nothing. */
  private void unlessNone(Kind kind, String lifeline, String key, TlaValue value) {
    there(kind, lifeline);
    if (value instanceof TlaValue.Text) {
      String text = ModelNumbers.plain(value);
      if (!text.equals(NONE)) {
        put(kind, lifeline, key, text);
      }
      return;
    }
    value
        .asFunction()
        .forEach(
            (table, version) -> {
              if (!version.toString().equals("0")) {
                put(kind, lifeline, key + " t" + table, ModelNumbers.pin(version));
              }
            });
  }
}
