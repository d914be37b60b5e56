package dev.rollforward.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a group lives.
 *
 * @param uri absolute, without a slash at its end
 */
record Root(URI uri) {
  private static final String FILE = "file";

  /** A local folder. */
  static Root of(Path folder) {
    return new Root(folder.toAbsolutePath().normalize().toUri());
  }

  Root {
    if (uri.getScheme() == null) {
      throw new IllegalArgumentException(
          "root '"
              + uri
              + "' has no scheme, such as file: or s3:. For a local folder, give a Path");
    }
    if (uri.isOpaque() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "root '" + uri + "' is not of the form scheme://place/folder, without '?' and '#'");
    }
    String text = uri.toString();
    uri = text.endsWith("/") ? URI.create(text.replaceAll("(?<=[^/:])/+$", "")) : uri;
  }

  /** In lower case. */
  String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** The local folder that it is, if it is one. */
  Optional<Path> folder() {
    return scheme().equals(FILE) ? Optional.of(Path.of(uri)) : Optional.empty();
  }

  /** Whether both name the same place, perhaps by two names. */
  boolean isSame(Root other) {
    if (uri.equals(other.uri)) {
      return true;
    }
    return folder().flatMap(own -> other.folder().map(its -> isSameFolder(own, its))).orElse(false);
  }

  private static boolean isSameFolder(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException gone) {
      return false;
    }
  }

  /** As its user would name it. */
  @Override
  public String toString() {
    return folder().map(Path::toString).orElseGet(uri::toString);
  }
}
