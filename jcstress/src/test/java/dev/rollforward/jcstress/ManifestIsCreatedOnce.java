package dev.rollforward.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.testkit.memory.MemoryManifestStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * The compare-and-set of the protocol: of two manifests with one number one is created, only its
 * creator gets that answer, and every reader gets that manifest. If both creators get that answer,
 * an operation is acknowledged that no reader ever sees. Every check that runs schedules in memory,
 * Lincheck's among them, depends on this.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t ManifestIsCreatedOnce -m tough
 * }</pre>
 */
public final class ManifestIsCreatedOnce {
  private static final Manifest ANNS = Manifest.first(new GroupId("ann"));
  private static final Manifest BOBS = Manifest.first(new GroupId("bob"));

  private ManifestIsCreatedOnce() {}

  /** Looks and puts under one lock. */
  @State
  @JCStressTest
  @Outcome(id = "true, false, ann", expect = ACCEPTABLE, desc = "ann's stands")
  @Outcome(id = "false, true, bob", expect = ACCEPTABLE, desc = "bob's stands")
  @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "both were told theirs stands")
  public static class Idea {
    private final Map<Long, Manifest> manifests = new HashMap<>();

    /** Creates hers. */
    @Actor
    public void ann(ZZL_Result result) {
      result.r1 = create(ANNS);
    }

    /** Creates his. */
    @Actor
    public void bob(ZZL_Result result) {
      result.r2 = create(BOBS);
    }

    /** Reads the manifest. */
    @Arbiter
    public void read(ZZL_Result result) {
      result.r3 = manifests.get(1L).group().value();
    }

    private synchronized boolean create(Manifest manifest) {
      return manifests.putIfAbsent(manifest.version(), manifest) == null;
    }
  }

  /** The map is safe for use by several threads, and yet looking and putting are two steps. */
  @State
  @JCStressTest
  @Outcome(id = "true, false, ann", expect = ACCEPTABLE, desc = "ann's stands")
  @Outcome(id = "false, true, bob", expect = ACCEPTABLE, desc = "bob's stands")
  @Outcome(
      id = "true, true, .*",
      expect = ACCEPTABLE_INTERESTING,
      desc = "both were told theirs stands")
  public static class Broken {
    private final Map<Long, Manifest> manifests = new ConcurrentHashMap<>();

    /** Creates hers. */
    @Actor
    public void ann(ZZL_Result result) {
      result.r1 = create(ANNS);
    }

    /** Creates his. */
    @Actor
    public void bob(ZZL_Result result) {
      result.r2 = create(BOBS);
    }

    /** Reads the manifest. */
    @Arbiter
    public void read(ZZL_Result result) {
      result.r3 = manifests.get(1L).group().value();
    }

    private boolean create(Manifest manifest) {
      boolean absent = !manifests.containsKey(manifest.version());
      ShortDelay.pass();
      if (absent) {
        manifests.put(manifest.version(), manifest);
      }
      return absent;
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "true, false, ann", expect = ACCEPTABLE, desc = "ann's stands")
  @Outcome(id = "false, true, bob", expect = ACCEPTABLE, desc = "bob's stands")
  @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "both were told theirs stands")
  public static class Product {
    private final MemoryManifestStore manifests = new MemoryManifestStore();

    /** Creates hers. */
    @Actor
    public void ann(ZZL_Result result) {
      result.r1 = manifests.create(ANNS) == Created.CREATED;
    }

    /** Creates his. */
    @Actor
    public void bob(ZZL_Result result) {
      result.r2 = manifests.create(BOBS) == Created.CREATED;
    }

    /** Reads the manifest. */
    @Arbiter
    public void read(ZZL_Result result) {
      result.r3 = manifests.readNewest().group().value();
    }
  }
}
