package dev.rollforward.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.Snapshot;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.jcstress.ShortDelay;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A snapshot goes from the thread that took it to others through a plain field, as users do it.
 * Whoever gets it sees all of it: its manifest with every pin. A snapshot of which only the version
 * is there yet is half a commit.
 *
 * <p>The first number is the version of the snapshot, -1 if there is none yet. The second is the
 * pin of its table, 0 if it is not there.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t SnapshotIsPublished -m tough
 * }</pre>
 */
public final class SnapshotIsPublished {
  private static final long NOTHING = -1;
  private static final long VERSION = 2;
  private static final long PIN = 3;
  private static final String TABLE = "a";

  private SnapshotIsPublished() {}

  /** Its fields are final, so a race about the reference is harmless. */
  @State
  @JCStressTest
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "2, 3", expect = ACCEPTABLE, desc = "there, and all of it")
  @Outcome(id = "2, 0", expect = FORBIDDEN, desc = "half of it")
  public static class Idea {
    private Shown shown;

    /** Takes it. */
    @Actor
    public void taker() {
      ShortDelay.pass();
      shown = new Shown(VERSION, Map.of(TABLE, PIN));
    }

    /** Gets it. */
    @Actor
    public void reader(JJ_Result result) {
      ShortDelay.pass();
      Shown got = shown;
      result.r1 = got == null ? NOTHING : got.version;
      result.r2 = got == null ? NOTHING : got.pins.getOrDefault(TABLE, Pin.ABSENT);
    }

    private static final class Shown {
      private final long version;
      private final Map<String, Long> pins;

      Shown(long version, Map<String, Long> pins) {
        this.version = version;
        this.pins = pins;
      }
    }
  }

  /** The reference is volatile and the map safe for use by several threads; it is filled late. */
  @State
  @JCStressTest
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "2, 3", expect = ACCEPTABLE, desc = "there, and all of it")
  @Outcome(id = "2, 0", expect = ACCEPTABLE_INTERESTING, desc = "half of it")
  public static class Broken {
    private volatile Shown shown;

    /** Takes it. */
    @Actor
    public void taker() {
      Shown taken = new Shown(VERSION);
      shown = taken;
      ShortDelay.pass();
      taken.pins.put(TABLE, PIN);
    }

    /** Gets it. */
    @Actor
    public void reader(JJ_Result result) {
      ShortDelay.pass();
      Shown got = shown;
      result.r1 = got == null ? NOTHING : got.version;
      result.r2 = got == null ? NOTHING : got.pins.getOrDefault(TABLE, Pin.ABSENT);
    }

    private static final class Shown {
      private final long version;
      private final Map<String, Long> pins = new ConcurrentHashMap<>();

      Shown(long version) {
        this.version = version;
      }
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "2, 3", expect = ACCEPTABLE, desc = "there, and all of it")
  @Outcome(id = "2, 0", expect = FORBIDDEN, desc = "half of it")
  public static class Product {
    private Snapshot shown;

    /** Takes it. */
    @Actor
    public void taker() {
      TreeMap<String, Pin> pins = new TreeMap<>();
      pins.put(TABLE, new Pin(new TableId(TABLE), PIN));
      Manifest manifest =
          Manifest.of(new GroupId("g"), VERSION, pins, new TreeMap<>(), Optional.empty());
      // Only reading rows needs the group.
      shown = new ManifestSnapshot(null, manifest, new OpenSnapshots());
    }

    /** Gets it. */
    @Actor
    public void reader(JJ_Result result) {
      ShortDelay.pass();
      Snapshot got = shown;
      result.r1 = got == null ? NOTHING : got.version();
      result.r2 = got == null ? NOTHING : got.pin(TABLE).orElse(Pin.ABSENT);
    }
  }
}
