package dev.rollforward.store.blob;

import java.util.List;
import java.util.stream.Stream;

/** The names in a folder, for places that know keys only. */
public final class BlobNames {
  private BlobNames() {}

  /**
   * What begins the keys of all objects in {@code folder}.
   *
   * @param folder empty text for the root
   */
  public static String prefix(String folder) {
    return folder.isEmpty() ? "" : folder + "/";
  }

  /**
   * The names of the objects and folders directly in {@code folder}, each once, sorted.
   *
   * @param keys of objects, and of folders with a slash at their end; those that are elsewhere are
   *     left out, and so is the folder itself
   */
  public static List<String> in(String folder, Stream<String> keys) {
    String prefix = prefix(folder);
    return keys.filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()).split("/", 2)[0])
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }
}
