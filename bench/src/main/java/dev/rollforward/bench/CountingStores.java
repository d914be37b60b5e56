package dev.rollforward.bench;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Remembered;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.local.LocalBlobs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stands before the four stores of a group and counts the calls to each of their methods. */
final class CountingStores {
  /** What is answered from memory once something is known. */
  private static final Set<String> FREE = Set.of("readKnown");

  private final Stores stores;
  private final SortedMap<String, Integer> calls = new TreeMap<>();

  /** The stores of a new group at {@code root} with these tables. */
  static CountingStores of(Path root, TableStore tables) {
    LocalBlobs blobs = new LocalBlobs(root);
    BlobManifestStore manifests = new BlobManifestStore(blobs);
    manifests.create(Manifest.first(GroupId.random()));
    return new CountingStores(
        new Stores(
            manifests,
            new BlobSidecarStore(blobs, manifests::group),
            new BlobAuditStore(blobs, manifests::group),
            tables));
  }

  CountingStores(Stores inner) {
    stores =
        new Stores(
                counting(ManifestStore.class, inner.manifests()),
                counting(SidecarStore.class, inner.sidecars()),
                counting(AuditStore.class, inner.audits()),
                counting(TableStore.class, inner.tables()))
            .remembering(Remembered.nothingYet(false));
  }

  Stores stores() {
    return stores;
  }

  /** Starts over. */
  void reset() {
    calls.clear();
  }

  /** How often each method was called, by {@code Port.method}; none that was not. */
  SortedMap<String, Integer> calls() {
    return new TreeMap<>(calls);
  }

  private <T> T counting(Class<T> port, T inner) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Object answer = call(inner, method, arguments);
              if (answer instanceof TableHistory history) {
                return counting(history);
              }
              if (FREE.contains(method.getName())) {
                return answer;
              }
              calls.merge(port.getSimpleName() + "." + method.getName(), 1, Integer::sum);
              return answer;
            }));
  }

  /** A history is lazy: what it is asked for is what it costs. */
  private TableHistory counting(TableHistory history) {
    return TableHistory.reading(history.table(), history.from(), new Counted(history));
  }

  private final class Counted implements TableHistory.Source {
    private final TableHistory history;

    Counted(TableHistory history) {
      this.history = history;
    }

    @Override
    public long head() {
      calls.merge("TableHistory.head", 1, Integer::sum);
      return history.head();
    }

    @Override
    public Optional<TableVersion> read(long version) {
      calls.merge("TableHistory.at", 1, Integer::sum);
      return history.at(version);
    }
  }

  private static Object call(Object inner, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
