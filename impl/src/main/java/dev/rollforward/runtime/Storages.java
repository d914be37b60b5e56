package dev.rollforward.runtime;

import dev.rollforward.OpenOptions;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.store.blob.StorageProvider;
import dev.rollforward.store.local.LocalBlobs;
import dev.rollforward.store.local.LocalTableFiles;
import dev.rollforward.store.memory.MemoryStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Opens the place of a root: by its scheme, and by what is on the class path. */
final class Storages {
  private static final String OBJECT_STORES = "dev.rollforward:rollforward-objectstore";
  private static final Set<String> OF_OBJECT_STORES = Set.of("s3", "gs", "az");

  private Storages() {}

  /**
   * @throws IllegalArgumentException if there is no such kind of root, or it is not on the class
   *     path; the message says what to add
   */
  static Storage open(Root root, OpenOptions options) {
    if (root.folder().isPresent()) {
      Path folder = root.folder().get();
      return new Storage(
          new LocalBlobs(folder, options.allowsNetworkFileSystem()),
          folder.toString(),
          Map.of(),
          Optional.of(new LocalTableFiles(folder)),
          () -> {});
    }
    if (root.scheme().equals(MemoryStorage.SCHEME)) {
      return MemoryStorage.open(root.uri());
    }
    List<StorageProvider> providers = providers();
    return providers.stream()
        .filter(provider -> provider.schemes().contains(root.scheme()))
        .findFirst()
        .orElseThrow(() -> unknown(root, providers))
        .open(root.uri(), options.storageOptions(), options.storageDeadline());
  }

  private static List<StorageProvider> providers() {
    return ServiceLoader.load(StorageProvider.class, Storages.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static IllegalArgumentException unknown(Root root, List<StorageProvider> providers) {
    if (OF_OBJECT_STORES.contains(root.scheme())) {
      return new IllegalArgumentException(
          "root '"
              + root
              + "' is in an object store, and the module for those is not on the class path. Add"
              + " the artifact "
              + OBJECT_STORES
              + ", see docs/object-stores.md");
    }
    Set<String> known = new TreeSet<>(OF_OBJECT_STORES);
    known.addAll(Set.of("file", MemoryStorage.SCHEME));
    providers.forEach(provider -> known.addAll(provider.schemes()));
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "root '%s' is of a kind that there is not: %s. Known are %s",
            root,
            root.scheme(),
            known));
  }
}
