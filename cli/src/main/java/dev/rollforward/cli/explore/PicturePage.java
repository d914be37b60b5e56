package dev.rollforward.cli.explore;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.spec.picture.Change;
import dev.rollforward.spec.picture.Lifeline;
import dev.rollforward.spec.picture.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One behaviour in the form in which a page can walk it, see {@link GraphPage}: of each process and
 * store what has happened to it so far, as a trace does not say what it holds.
 */
final class PicturePage {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Picture picture;
  private final Map<String, Integer> texts = new LinkedHashMap<>();

  private PicturePage(Picture picture) {
    this.picture = picture;
  }

  /** The behaviour as JSON. */
  static ObjectNode of(Picture picture) {
    return new PicturePage(picture).json();
  }

  private ObjectNode json() {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode heads = root.putArray("lifelines");
    picture
        .lifelines()
        .forEach(
            lifeline ->
                heads
                    .addObject()
                    .put("name", lifeline.name())
                    .put("process", lifeline.kind().isProcess())
                    .put("readers", false));
    ArrayNode states = root.putArray("states");
    ArrayNode steps = root.putArray("steps");
    Map<Lifeline, List<String>> happened = new LinkedHashMap<>();
    picture.lifelines().forEach(lifeline -> happened.put(lifeline, new ArrayList<>()));
    for (Picture.Row row : picture.rows()) {
      row.changes().forEach(change -> happened.get(change.lifeline()).add(change.text()));
      row.actor()
          .ifPresent(
              actor -> {
                if (row.changes().stream().noneMatch(change -> change.lifeline().equals(actor))) {
                  happened.get(actor).add(row.action());
                }
              });
      ArrayNode state = states.addArray();
      happened.values().forEach(lines -> state.add(text(String.join("\n", lines))));
      steps.addArray();
      if (states.size() > 1) {
        ((ArrayNode) steps.get(states.size() - 2)).add(text(words(row))).add(states.size() - 1);
      }
    }
    picture
        .broken()
        .ifPresent(
            broken ->
                root.putObject("broken")
                    .put("property", broken.property())
                    .put("step", broken.step())
                    .put("harm", broken.harm()));
    ArrayNode all = root.putArray("texts");
    texts.keySet().forEach(all::add);
    return root;
  }

  private static String words(Picture.Row row) {
    String changes =
        row.changes().stream().map(PicturePage::words).collect(Collectors.joining("\n"));
    return String.join("\n", row.who(), row.sentence(), row.action(), changes);
  }

  private static String words(Change change) {
    return change.lifeline().name() + " › " + change.text();
  }

  private int text(String text) {
    return texts.computeIfAbsent(text, t -> texts.size());
  }
}
