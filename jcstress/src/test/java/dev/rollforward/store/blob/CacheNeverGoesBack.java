package dev.rollforward.store.blob;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.jcstress.ShortDelay;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The newest manifest that a process has seen. A thread that has seen a commit reads it again, also
 * where a slow one comes with the manifest before. If the cache goes back, a snapshot that is taken
 * later shows less.
 *
 * <p>The numbers are the versions that are read by whoever brought the newer one, and at the end.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t CacheNeverGoesBack -m tough
 * }</pre>
 */
public final class CacheNeverGoesBack {
  private static final KnownManifest SECOND = manifest(2);
  private static final KnownManifest THIRD = manifest(3);

  private CacheNeverGoesBack() {}

  private static KnownManifest manifest(long version) {
    Manifest manifest =
        Manifest.of(new GroupId("g"), version, new TreeMap<>(), new TreeMap<>(), Optional.empty());
    return new KnownManifest(manifest, "checksum");
  }

  /** Compare and replace in one step, again until no other thread came between. */
  @State
  @JCStressTest
  @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "the newer of both")
  @Outcome(id = ".*, 2", expect = FORBIDDEN, desc = "went back")
  public static class Idea {
    private final AtomicReference<KnownManifest> newest = new AtomicReference<>();

    /** Comes with an old one. */
    @Actor
    public void slow() {
      note(SECOND);
    }

    /** Comes with a new one, and reads. */
    @Actor
    public void fast(JJ_Result result) {
      note(THIRD);
      result.r1 = newest.get().version();
    }

    /** Reads what remains. */
    @Arbiter
    public void read(JJ_Result result) {
      result.r2 = newest.get().version();
    }

    private void note(KnownManifest manifest) {
      KnownManifest before = newest.get();
      while ((before == null || before.version() < manifest.version())
          && !newest.compareAndSet(before, manifest)) {
        before = newest.get();
      }
    }
  }

  /** The reference is volatile; comparing and replacing are two steps. */
  @State
  @JCStressTest
  @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "the newer of both")
  @Outcome(id = ".*, 2", expect = ACCEPTABLE_INTERESTING, desc = "went back")
  public static class Broken {
    private volatile KnownManifest newest;

    /** Comes with an old one. */
    @Actor
    public void slow() {
      note(SECOND);
    }

    /** Comes with a new one, and reads. */
    @Actor
    public void fast(JJ_Result result) {
      note(THIRD);
      result.r1 = newest.version();
    }

    /** Reads what remains. */
    @Arbiter
    public void read(JJ_Result result) {
      result.r2 = newest.version();
    }

    private void note(KnownManifest manifest) {
      KnownManifest before = newest;
      if (before == null || before.version() < manifest.version()) {
        ShortDelay.pass();
        newest = manifest;
      }
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "the newer of both")
  @Outcome(id = ".*, 2", expect = FORBIDDEN, desc = "went back")
  public static class Product {
    private final ManifestCache cache = new ManifestCache();

    /** Comes with an old one. */
    @Actor
    public void slow() {
      cache.saw(SECOND);
    }

    /** Comes with a new one, and reads. */
    @Actor
    public void fast(JJ_Result result) {
      cache.saw(THIRD);
      result.r1 = cache.newest().orElseThrow().version();
    }

    /** Reads what remains. */
    @Arbiter
    public void read(JJ_Result result) {
      result.r2 = cache.newest().orElseThrow().version();
    }
  }
}
