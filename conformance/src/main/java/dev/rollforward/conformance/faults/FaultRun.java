package dev.rollforward.conformance.faults;

import dev.rollforward.spec.Manifest;
import dev.rollforward.spec.SpecDigest;
import dev.rollforward.spec.SpecFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Fills the matrix.
 *
 * @param home the folder of the project
 * @param folder an existing one, for changed classes, state graphs and logs
 * @param engines whom to ask
 * @param limit how long an engine may take for one fault
 */
public record FaultRun(Path home, Path folder, List<Engine> engines, Duration limit) {
  /** Copies the list, from fast to slow. */
  public FaultRun {
    engines = engines.stream().sorted().distinct().toList();
  }

  /**
   * Plants the faults called {@code names}, in that order.
   *
   * @throws PatchedLibrary.PatchMisfit if the library's source has changed under a patch
   * @throws IllegalStateException if tests that are an engine cannot be compiled
   */
  public MatrixReport run(List<String> names, FaultMatrix.Listener listener) {
    long start = System.nanoTime();
    SpecFiles files = SpecFiles.bundled();
    Manifest manifest = files.manifest();
    if (engines.stream().anyMatch(TestModule::has)) {
      TestModule.build(home, folder.resolve("maven.log"));
    }
    Detectors detectors = new Detectors(files, home, folder, limit);
    FaultMatrix matrix =
        new FaultMatrix(
            home,
            folder,
            manifest,
            SpecDigest.of(files, folder),
            engines.stream().map(detectors::of).toList(),
            listener);
    return new MatrixReport(
        matrix.run(names),
        engines,
        LibraryDigest.of(home),
        Duration.ofNanos(System.nanoTime() - start));
  }
}
