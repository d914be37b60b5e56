package dev.rollforward.objectstore;

import dev.rollforward.port.TableFiles;
import java.time.Instant;
import java.util.SortedMap;

/** The files of the tables in an object store, which lie beside the objects of the group. */
record OpenDalTableFiles(OpenDalBlobs objects) implements TableFiles {
  @Override
  public SortedMap<String, Long> in(String folder) {
    return objects.sizes(folder);
  }

  @Override
  public SortedMap<String, Instant> times(String folder) {
    return objects.times(folder);
  }

  @Override
  public boolean exists(String path) {
    return objects.exists(path);
  }

  /** A folder is nothing but the objects whose keys begin with its name. */
  @Override
  public void delete(String path) {
    if (path.endsWith("/")) {
      in(path).keySet().forEach(objects::delete);
    } else {
      objects.delete(path);
    }
  }
}
