package dev.rollforward.spec.model;

import dev.rollforward.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The modules of a specification and the manifest in {@code models/}, read once.
 *
 * <p>Modules lie at the root and in {@code contract/}; TLC wants them side by side, so {@link
 * #unpackTo} drops the folder and no two modules may have the same name.
 */
public final class SpecFiles {
  private static final String MANIFEST = "models";
  private static final String JSON = ".json";

  /** The one file that is in every build, by which to find the others. */
  private static final String ANCHOR = MANIFEST + "/Rollforward" + JSON;

  private static final String BUNDLED = "/dev/rollforward/spec/tla/";
  private static final String CONTRACTS = "contract";
  private static final Pattern LIVE = Pattern.compile("(?m)^\\\\\\* LIVE (\\w+):");

  private final Map<String, byte[]> modules;
  private final Map<String, String> manifest;
  private final Words words;

  private SpecFiles(Map<String, byte[]> modules, Map<String, String> manifest, Words words) {
    this.modules = modules;
    this.manifest = manifest;
    this.words = words;
  }

  /** The specification that was built into this library. */
  public static SpecFiles bundled() {
    URL url = SpecFiles.class.getResource(BUNDLED + ANCHOR);
    if (url == null) {
      throw new IllegalStateException("this build of rollforward-spec contains no " + ANCHOR);
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

  /** The specification around a file of its manifest. */
  static SpecFiles at(URL file) {
    try {
      if (file.openConnection() instanceof JarURLConnection connection) {
        return readJar(Path.of(connection.getJarFileURL().toURI()), connection.getEntryName());
      }
      return read(Path.of(file.toURI()).getParent().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  private static SpecFiles readJar(Path jar, String entry) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      return read(files.getPath(entry).toAbsolutePath().getParent().getParent());
    }
  }

  private static SpecFiles read(Path root) throws IOException {
    Map<String, byte[]> modules = new TreeMap<>();
    collect(root, modules);
    if (Files.isDirectory(root.resolve(CONTRACTS))) {
      collect(root.resolve(CONTRACTS), modules);
    }
    Path sentences = root.resolve("words.json");
    Words words = Files.exists(sentences) ? Words.parse(Files.readString(sentences)) : Words.NONE;
    return new SpecFiles(modules, manifest(root.resolve(MANIFEST)), words);
  }

  private static Map<String, String> manifest(Path directory) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + JSON)) {
        for (Path file : files) {
          texts.put(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    if (texts.isEmpty()) {
      throw new UsageException("no " + MANIFEST + "/*" + JSON + " in " + directory.getParent());
    }
    return texts;
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
   * The manifest in {@code models/}.
   *
   * @throws UsageException if a file of it is malformed, or named after another module
   */
  public Manifest manifest() {
    Manifest parsed = Manifest.parse(manifest);
    parsed.modules().forEach(this::checkFile);
    return parsed;
  }

  private void checkFile(SpecModule module) {
    String file = module.module() + JSON;
    if (manifest.keySet().stream().noneMatch(name -> Path.of(name).endsWith(file))) {
      throw new UsageException(
          "the manifest of module " + module.module() + " has to be called models/" + file);
    }
    if (!modules.containsKey(module.module() + ".tla")) {
      throw new UsageException("models/" + file + ": there is no module " + module.module());
    }
  }

  /** The text of each module by its file name. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    modules.forEach(
        (name, content) -> texts.put(name, new String(content, StandardCharsets.UTF_8)));
    return texts;
  }

  /** All modules in a few characters: two specifications have one digest only if they are equal. */
  public String digest() {
    return SpecDigest.of(texts());
  }

  /** The text of a module. */
  public String text(String module) {
    return Objects.requireNonNull(texts().get(module + ".tla"), module);
  }

  /**
   * The properties of whole behaviours, not of single steps, that a module states: each has a
   * comment {@code \* LIVE Name:}.
   *
   * @param module its name
   * @throws IllegalArgumentException if there is no such module
   */
  public Set<String> liveness(String module) {
    byte[] content = modules.get(module + ".tla");
    if (content == null) {
      throw new IllegalArgumentException("there is no module " + module);
    }
    return LIVE.matcher(new String(content, StandardCharsets.UTF_8))
        .results()
        .map(stated -> stated.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What the names of the specification mean; no words if it has none. */
  public Words words() {
    return words;
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
