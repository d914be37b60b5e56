package dev.rollforward.spec.tlc;

import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The modules of a specification in a folder, where TLC finds them; gone after {@link #close}. */
public record ModuleFolder(Path path) implements AutoCloseable {
  /** Writes every module into a new folder within an existing one. */
  public static ModuleFolder of(SpecFiles files, Path workspace) {
    try {
      ModuleFolder folder = new ModuleFolder(Files.createTempDirectory(workspace, "modules-"));
      files.unpackTo(folder.path());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    RunDirectory.delete(path);
  }
}
