package dev.rollforward.conformance.faults;

import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The patches that come with this module. */
public final class FaultPatches {
  /** Switches of the spec that break nothing: no fault, but the code must be seen to differ. */
  public static final List<String> HARMLESS = List.of("RestoreBeforeDecision", "RepairUndecided");

  /** A change that changes nothing: whatever notices it would notice anything. */
  public static final String EQUIVALENT = "Equivalent";

  private FaultPatches() {}

  /** The names of all faults of our protocol, in the order of the spec, and the harmless ones. */
  public static List<String> names(Manifest manifest) {
    Stream<String> faults =
        Stream.of("Rollforward", "Attempts")
            .flatMap(module -> manifest.of(module).faults().stream())
            .map(Fault::name);
    return Stream.concat(faults, HARMLESS.stream()).toList();
  }

  /**
   * The patch for the fault called {@code name}.
   *
   * @throws IllegalArgumentException if there is none, or it cannot be read
   */
  public static FaultPatch of(String name) {
    FaultPatch patch = PatchReader.read(name + ".patch", text(name));
    if (!patch.name().equals(name)) {
      throw new IllegalArgumentException(name + ".patch is of the fault " + patch.name());
    }
    return patch.sameAs().map(other -> patch.with(of(other))).orElse(patch);
  }

  private static String text(String name) {
    try (InputStream in = FaultPatches.class.getResourceAsStream(name + ".patch")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no %s.patch: a fault of the spec needs a change to the library's source, or a reason"
                .formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
