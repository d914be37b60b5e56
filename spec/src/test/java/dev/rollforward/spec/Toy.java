package dev.rollforward.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small specifications that the tests check, and what TLC once said about them. */
final class Toy {
  static final Manifest MANIFEST = files().manifest();
  static final Model CLIMB = MANIFEST.only("climb").models().get(0);

  private Toy() {}

  static Path directory() {
    return resource("/toy");
  }

  static SpecFiles files() {
    return SpecFiles.in(directory());
  }

  static Path resource(String name) {
    try {
      return Path.of(Toy.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String recorded(String name) {
    try {
      return Files.readString(resource("/recorded/" + name + ".txt"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<TlcMessage> messages(String text) {
    TlcMessageReader reader = new TlcMessageReader();
    List<TlcMessage> messages = new ArrayList<>();
    text.lines().forEach(line -> reader.accept(line).ifPresent(messages::add));
    return messages;
  }

  static TlcOutput output(String text) {
    TlcOutput output = new TlcOutput();
    messages(text).forEach(output::accept);
    return output;
  }

  static Model counter(List<String> invariants, List<String> properties, String... overrides) {
    Map<String, String> constants = new LinkedHashMap<>();
    for (String override : overrides) {
      constants.put(override, "TRUE");
    }
    return CLIMB.variant("counter", constants, "Spec", invariants, properties);
  }

  static Model trouble(String mode) {
    return trouble(mode, List.of("Anything"), List.of());
  }

  static Model trouble(String mode, List<String> invariants, List<String> properties) {
    return new Model(
        mode,
        "Trouble",
        List.of(Lane.SMOKE),
        "trouble",
        Map.of("Mode", "\"" + mode + "\""),
        null,
        null,
        null,
        "Spec",
        invariants,
        properties,
        true,
        false,
        null,
        CLIMB.expect());
  }
}
