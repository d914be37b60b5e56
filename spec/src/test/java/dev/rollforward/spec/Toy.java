package dev.rollforward.spec;

import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small specifications that the tests check, and what TLC once said about them. */
public final class Toy {
  public static final Manifest MANIFEST = files().manifest();
  public static final Model CLIMB = MANIFEST.only("climb").models().get(0);

  private Toy() {}

  public static Path directory() {
    return resource("/toy");
  }

  public static SpecFiles files() {
    return SpecFiles.in(directory());
  }

  public static Path resource(String name) {
    try {
      return Path.of(Toy.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String recorded(String name) {
    try {
      return Files.readString(resource("/recorded/" + name + ".txt"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Model counter(
      List<String> invariants, List<String> properties, String... overrides) {
    Map<String, String> constants = new LinkedHashMap<>();
    for (String override : overrides) {
      constants.put(override, "TRUE");
    }
    return CLIMB.variant("counter", constants, "Spec", invariants, properties);
  }

  public static Model trouble(String mode) {
    return trouble(mode, List.of("Anything"), List.of());
  }

  public static Model trouble(String mode, List<String> invariants, List<String> properties) {
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
