package dev.rollforward.conformance.faults;

import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.SpecDigest;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fills the matrix.
 *
 * @param home the folder of the project
 * @param folder an existing one, for changed classes, state graphs and logs
 * @param engines whom to ask
 * @param limit how long an engine may take for one fault
 * @param file what an earlier run has written, if what it found is to be kept
 */
public record FaultRun(
    Path home, Path folder, List<Engine> engines, Duration limit, Optional<Path> file) {
  /** Copies the list, from fast to slow. */
  public FaultRun {
    engines = engines.stream().sorted().distinct().toList();
  }

  /**
   * Plants the faults called {@code names}, in that order.
   *
   * @param start when it began, as {@link System#nanoTime} says
   * @throws PatchedLibrary.PatchMisfit if the library's source has changed under a patch
   * @throws IllegalStateException if tests that are an engine cannot be compiled
   */
  public MatrixReport run(List<String> names, FaultMatrix.Listener listener, long start) {
    SpecFiles files = SpecFiles.bundled();
    Manifest manifest = files.manifest();
    if (engines.stream().anyMatch(TestModule::has)) {
      TestModule.build(home, folder.resolve("maven.log"));
    }
    String library = LibraryDigest.of(home);
    Detectors detectors = new Detectors(files, home, folder, limit);
    FaultMatrix matrix =
        new FaultMatrix(
            home,
            folder,
            manifest,
            SpecDigest.of(files, TlcJar.digest()),
            engines.stream().map(detectors::of).toList(),
            file.map(earlier -> MatrixFile.read(earlier, library)).orElse(Map.of()),
            listener);
    return report(matrix.run(names), start);
  }

  /**
   * The report of what there is so far.
   *
   * @param start as for {@link #run}
   */
  public MatrixReport report(List<Row> rows, long start) {
    List<Engine> told =
        Stream.concat(engines.stream(), rows.stream().flatMap(row -> row.cells().keySet().stream()))
            .distinct()
            .sorted()
            .toList();
    return new MatrixReport(
        rows, told, LibraryDigest.of(home), Duration.ofNanos(System.nanoTime() - start));
  }
}
