package dev.rollforward.conformance.faults;

import dev.rollforward.conformance.faults.FaultPatch.Hunk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the form of the files in {@code faults/}: comments, headers, and for each file to be
 * changed a line {@code --- FILE} and pairs of old and new lines between {@code <<<<}, {@code ====}
 * and {@code >>>>}. Anything else is refused.
 */
final class PatchReader {
  private static final String FILE = "--- ";
  private static final String MISSED = "missed by ";

  private final String place;
  private final List<String> lines;
  private final Map<String, String> headers = new HashMap<>();
  private final List<Hunk> hunks = new ArrayList<>();
  private int at;

  private PatchReader(String place, String text) {
    this.place = place;
    this.lines = text.lines().toList();
  }

  /**
   * The patch in {@code text}.
   *
   * @param place what to call it in messages
   * @throws IllegalArgumentException if it is of another form
   */
  static FaultPatch read(String place, String text) {
    return new PatchReader(place, text).read();
  }

  private FaultPatch read() {
    while (at < lines.size() && !lines.get(at).startsWith(FILE)) {
      header(lines.get(at++));
    }
    String file = "";
    while (at < lines.size()) {
      String line = lines.get(at++);
      if (line.startsWith(FILE)) {
        file = line.substring(FILE.length()).strip();
      } else if (line.equals("<<<<")) {
        hunks.add(new Hunk(file, until("===="), until(">>>>")));
      } else {
        throw wrong("line %s is neither '--- FILE' nor '<<<<'".formatted(at));
      }
    }
    return patch();
  }

  private void header(String line) {
    if (line.startsWith("#") || line.isBlank()) {
      return;
    }
    int colon = line.indexOf(':');
    if (colon < 0 || headers.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
      throw wrong("'%s' is no header, or stands there twice".formatted(line));
    }
  }

  private String until(String end) {
    List<String> block = new ArrayList<>();
    while (at < lines.size() && !lines.get(at).equals(end)) {
      block.add(lines.get(at++));
    }
    if (at++ >= lines.size()) {
      throw wrong("there is no '%s'".formatted(end));
    }
    return String.join("\n", block);
  }

  private FaultPatch patch() {
    String name = take("fault").orElseThrow(() -> wrong("it has no header 'fault'"));
    Optional<String> sameAs = take("same as");
    Optional<String> notInJava = take("not in Java");
    Optional<String> argued = take("argued");
    Map<Engine, List<String>> expected = new EnumMap<>(Engine.class);
    Map<Engine, String> survives = new EnumMap<>(Engine.class);
    for (Engine engine : Engine.values()) {
      take(engine.label()).ifPresent(by -> expected.put(engine, List.of(by.split(", "))));
      take(MISSED + engine.label()).ifPresent(why -> survives.put(engine, why));
    }
    if (!headers.isEmpty()) {
      throw wrong("unknown headers: " + headers.keySet());
    }
    if (hunks.isEmpty() == (sameAs.isEmpty() && notInJava.isEmpty())) {
      throw wrong("it needs either changes, or a header 'same as' or 'not in Java'");
    }
    return new FaultPatch(name, sameAs, notInJava, argued, expected, survives, hunks);
  }

  private Optional<String> take(String header) {
    return Optional.ofNullable(headers.remove(header)).map(String::strip);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(place + ": " + what);
  }
}
