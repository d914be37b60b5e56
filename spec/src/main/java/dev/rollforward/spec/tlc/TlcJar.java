package dev.rollforward.spec.tlc;

import dev.rollforward.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Finds the archive with TLC. */
public final class TlcJar {
  /** The system property that names another archive than the one on the class path. */
  public static final String PROPERTY = "tla2tools.jar";

  private TlcJar() {}

  /**
   * The file that {@link #PROPERTY} names, or else where this JVM has TLC from.
   *
   * @throws UsageException if the property names no file
   */
  public static Path locate() {
    String override = System.getProperty(PROPERTY);
    if (override == null) {
      return sourceOf(tlc2.TLC.class);
    }
    Path jar = Path.of(override);
    if (!Files.isRegularFile(jar)) {
      throw new UsageException("-D" + PROPERTY + "=" + override + ": there is no such file");
    }
    return jar.toAbsolutePath();
  }

  /** The digest of the archive that {@link #locate} finds: any other TLC has another. */
  public static String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(locate())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The archive or folder that a class was loaded from. */
  static Path sourceOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("cannot tell where " + type.getName() + " comes from");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot use " + source.getLocation(), e);
    }
  }
}
