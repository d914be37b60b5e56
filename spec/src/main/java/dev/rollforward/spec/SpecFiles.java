package dev.rollforward.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The modules of a specification and the manifest beside them, read once.
 *
 * <p>Modules lie at the root and in {@code contract/}; TLC wants them side by side, so {@link
 * #unpackTo} drops the folder and no two modules may have the same name.
 */
public final class SpecFiles {
  private static final String MANIFEST = "models.json";
  private static final String CONTRACTS = "contract";

  private final String origin;
  private final Map<String, byte[]> modules;
  private final String manifest;

  private SpecFiles(String origin, Map<String, byte[]> modules, String manifest) {
    this.origin = origin;
    this.modules = modules;
    this.manifest = manifest;
  }

  /** The specification that was built into this library. */
  public static SpecFiles bundled() {
    URL url = SpecFiles.class.getResource("tla/" + MANIFEST);
    if (url == null) {
      throw new IllegalStateException("this build of rollforward-spec contains no " + MANIFEST);
    }
    return at(url);
  }

  /**
   * The specification in a folder, such as {@code spec/} of the source tree.
   *
   * @throws UsageException if the folder has no manifest
   */
  public static SpecFiles in(Path directory) {
    try {
      return read(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SpecFiles at(URL manifest) {
    try {
      URI uri = manifest.toURI();
      if (manifest.openConnection() instanceof JarURLConnection connection) {
        return readJar(Path.of(connection.getJarFileURL().toURI()), connection.getEntryName());
      }
      return read(Path.of(uri).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot read " + manifest, e);
    }
  }

  private static SpecFiles readJar(Path jar, String entry) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      return read(files.getPath(entry).toAbsolutePath().getParent());
    }
  }

  private static SpecFiles read(Path root) throws IOException {
    Path manifest = root.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      throw new UsageException("no " + MANIFEST + " in " + root);
    }
    Map<String, byte[]> modules = new TreeMap<>();
    collect(root, modules);
    if (Files.isDirectory(root.resolve(CONTRACTS))) {
      collect(root.resolve(CONTRACTS), modules);
    }
    String json = Files.readString(manifest, StandardCharsets.UTF_8);
    return new SpecFiles(manifest.toString(), modules, json);
  }

  private static void collect(Path directory, Map<String, byte[]> modules) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.tla")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (modules.put(name, Files.readAllBytes(file)) != null) {
          throw new UsageException("two modules are called " + name + "; one is " + file);
        }
      }
    }
  }

  /**
   * The manifest beside the modules.
   *
   * @throws UsageException if it is malformed
   */
  public Manifest manifest() {
    return Manifest.parse(manifest, origin);
  }

  /** The file names of the modules. */
  public Set<String> modules() {
    return Set.copyOf(modules.keySet());
  }

  /** Writes every module into an existing folder. */
  public void unpackTo(Path directory) {
    modules.forEach(
        (name, content) -> {
          try {
            Files.write(directory.resolve(name), content);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
