package dev.rollforward.objectstore;

import dev.rollforward.StoreException;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.store.blob.StorageProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.OpenDALException;

/** Opens roots in object stores; Lance and this module reach them by the same settings. */
public final class ObjectStores implements StorageProvider {
  private final UnaryOperator<String> environment;
  private final Path home;

  /** Takes the environment and the home folder of this process. */
  public ObjectStores() {
    this(System::getenv, Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * @param environment the value of a variable, or null
   * @param home the folder in which profiles are
   */
  ObjectStores(UnaryOperator<String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  @Override
  public Set<String> schemes() {
    return Arrays.stream(Service.values()).map(Service::scheme).collect(Collectors.toSet());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The storage is closed once, after every call of it has returned.
   */
  @Override
  public Storage open(URI root, Map<String, String> options, Duration deadline) {
    Service service = Service.of(root);
    Settings settings = Settings.of(service, options, environment, home);
    Location location = Location.of(root);
    AsyncOperator operator = operator(service, location, settings);
    OpenDalBlobs blobs = new OpenDalBlobs(operator, root.toString(), deadline);
    return new Storage(
        blobs,
        root.toString(),
        settings.forLance(deadline),
        Optional.of(new OpenDalTableFiles(blobs)),
        blobs::close);
  }

  private static AsyncOperator operator(Service service, Location location, Settings settings) {
    try {
      return AsyncOperator.of(service.inOpenDal(), settings.forOpenDal(location));
    } catch (OpenDALException e) {
      throw new StoreException(
          "cannot reach "
              + location
              + ": "
              + OpenDalBlobs.reason(e)
              + ". See docs/object-stores.md for the settings of this store",
          e);
    } catch (UnsatisfiedLinkError e) {
      throw new StoreException(
          "cannot reach "
              + location
              + ": the native library of OpenDAL for this platform cannot be loaded ("
              + e.getMessage()
              + "). Add the artifact org.apache.opendal:opendal with the classifier of this"
              + " platform",
          e);
    }
  }

  /**
   * @param bucket the bucket or container
   * @param folder in it, without slashes around; empty for all of it
   */
  record Location(String bucket, String folder) {
    static Location of(URI root) {
      String bucket = Optional.ofNullable(root.getAuthority()).orElse("");
      String path = Optional.ofNullable(root.getPath()).orElse("");
      String folder = path.startsWith("/") ? path.substring(1) : path;
      boolean odd =
          bucket.isEmpty()
              || bucket.matches(".*[@:].*")
              || Arrays.stream(folder.split("/", -1))
                  .anyMatch(
                      part -> (part.isEmpty() && !folder.isEmpty()) || part.matches("[.]{1,2}"));
      if (odd || !folder.equals(root.getRawPath().replaceFirst("^/", ""))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "root '%s' is not of the form %s://bucket/folder, with a folder whose name needs no"
                    + " escapes and has no empty part and no '.' or '..'",
                root,
                root.getScheme()));
      }
      return new Location(bucket, folder);
    }

    @Override
    public String toString() {
      return bucket + "/" + folder;
    }
  }
}
