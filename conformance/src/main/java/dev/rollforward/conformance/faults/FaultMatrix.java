package dev.rollforward.conformance.faults;

import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.SpecDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plants faults one after another and asks every engine, from fast to slow. */
public final class FaultMatrix {
  private final Path home;
  private final Path folder;
  private final Manifest manifest;
  private final SpecDigest digest;
  private final List<Detector> detectors;
  private final Listener listener;
  private final Map<String, Row.Cell> kept;
  private final Map<String, Row.Cell> known = new HashMap<>();

  /** Hears how far it is. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE =
        new Listener() {
          @Override
          public void asks(String fault, Engine engine) {}

          @Override
          public void found(String fault, Engine engine, Finding finding, Duration elapsed) {}
        };

    /** {@code engine} is asked about {@code fault}. */
    void asks(String fault, Engine engine);

    /** It has answered. */
    void found(String fault, Engine engine, Finding finding, Duration elapsed);

    /** Another row is complete. */
    default void rows(List<Row> soFar) {}
  }

  /**
   * @param home the folder of the project
   * @param folder an existing one, for changed classes and logs
   * @param kept answers that are known already, by {@link MatrixFile#key}
   */
  FaultMatrix(
      Path home,
      Path folder,
      Manifest manifest,
      SpecDigest digest,
      List<Detector> detectors,
      Map<String, Row.Cell> kept,
      Listener listener) {
    this.home = home;
    this.folder = folder;
    this.manifest = manifest;
    this.digest = digest;
    this.detectors = List.copyOf(detectors);
    this.kept = Map.copyOf(kept);
    this.listener = listener;
  }

  /**
   * The rows of the faults called {@code names}, in that order.
   *
   * @throws PatchedLibrary.PatchMisfit if the library's source has changed under a patch
   */
  public List<Row> run(List<String> names) {
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(row(FaultPatches.of(name)));
      listener.rows(rows);
    }
    return rows;
  }

  private Row row(FaultPatch patch) {
    Path place = folder(patch.name());
    Optional<PatchedLibrary> library = Optional.empty();
    String specDigest = specDigest(patch.name());
    Map<Engine, Row.Cell> cells = new EnumMap<>(Engine.class);
    for (Engine engine : Engine.values()) {
      Optional.ofNullable(kept.get(MatrixFile.key(patch.name(), specDigest, engine)))
          .ifPresent(old -> cells.put(engine, old));
    }
    for (Detector detector : detectors) {
      String key = key(patch, detector.engine());
      Row.Cell cell = cells.getOrDefault(detector.engine(), known.get(key));
      if (cell == null) {
        library = library.or(() -> plant(patch, place));
        cell = ask(detector, patch, library, place);
      }
      known.put(key, cell);
      cells.put(detector.engine(), known.get(key));
    }
    return new Row(patch, specDigest, cells);
  }

  private Optional<PatchedLibrary> plant(FaultPatch patch, Path place) {
    return patch.hunks().isEmpty()
        ? Optional.empty()
        : Optional.of(PatchedLibrary.plant(patch, home, place));
  }

  /** Two faults of the spec may be one change of the library. */
  private static String key(FaultPatch patch, Engine engine) {
    String change = engine == Engine.TLC ? patch.name() : patch.sameAs().orElse(patch.name());
    return engine + " " + change;
  }

  private Row.Cell ask(
      Detector detector, FaultPatch patch, Optional<PatchedLibrary> library, Path place) {
    listener.asks(patch.name(), detector.engine());
    long start = System.nanoTime();
    Finding finding = Row.judge(patch, detector.engine(), detector.look(patch, library, place));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    listener.found(patch.name(), detector.engine(), finding, elapsed);
    return new Row.Cell(finding, elapsed);
  }

  private String specDigest(String name) {
    return manifest.faults().stream().anyMatch(fault -> fault.name().equals(name))
        ? digest.of(manifest.only(name).faults().get(0))
        : manifest.models().stream()
            .filter(model -> model.name().equals(name))
            .findFirst()
            .map(digest::of)
            .orElse("");
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
