package dev.rollforward.conformance.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An engine that runs in a {@link FaultChild}.
 *
 * @param limit how long a child may take
 * @param arguments what the engine wants for a patch
 */
record ChildDetector(Engine engine, Duration limit, Function<FaultPatch, List<String>> arguments)
    implements Detector {

  @Override
  public Finding look(FaultPatch patch, Optional<PatchedLibrary> library, Path folder) {
    return library
        .map(faulty -> FaultChild.command(engine, faulty, arguments.apply(patch)))
        .map(
            command ->
                ChildProcess.finding(command, folder.resolve(engine.label() + ".log"), limit))
        .orElseGet(() -> Finding.notApplicable(patch.notInJava().orElse("it cannot be planted")));
  }
}
