package dev.rollforward.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.testkit.memory.MemorySidecarStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A sidecar is written once (rule 9), or {@code DecisionStable} is violated. While a second one is
 * put under the same id, a recovery reads the sidecar twice, and must read the same: it classifies
 * with what it read first and acts on what it reads next. If the sidecar changes in between, it
 * restores tables that the operation never named.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t SidecarIsWrittenOnce -m tough
 * }</pre>
 */
public final class SidecarIsWrittenOnce {
  private static final OperationId OPERATION = new OperationId("o");
  private static final Sidecar FIRST = sidecar("first");
  private static final Sidecar SECOND = sidecar("second");

  private SidecarIsWrittenOnce() {}

  private static Sidecar sidecar(String table) {
    TablePlan plan = TablePlan.create(table, new TableId(table), new UUID(0, 1));
    return Sidecar.of(new GroupId("g"), OPERATION, 1, List.of(plan));
  }

  private static String tableOf(Sidecar sidecar) {
    return sidecar.tables().get(0).name();
  }

  /** Puts only if nothing exists. */
  @State
  @JCStressTest
  @Outcome(id = "first, first", expect = ACCEPTABLE, desc = "the intent stays")
  @Outcome(id = "first, second", expect = FORBIDDEN, desc = "the intent was written again")
  public static class Idea {
    private final AtomicReference<Sidecar> standing = new AtomicReference<>(FIRST);

    /** Puts another. */
    @Actor
    public void owner() {
      standing.compareAndSet(null, SECOND);
    }

    /** Reads twice. */
    @Actor
    public void sweep(LL_Result result) {
      result.r1 = tableOf(standing.get());
      result.r2 = tableOf(standing.get());
    }
  }

  /** Puts in any case: the owner takes it for the same intent. */
  @State
  @JCStressTest
  @Outcome(id = "first, first", expect = ACCEPTABLE, desc = "the intent was not yet written again")
  @Outcome(id = "second, second", expect = ACCEPTABLE, desc = "nobody saw the first intent")
  @Outcome(
      id = "first, second",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the intent was written again")
  public static class Broken {
    private final AtomicReference<Sidecar> standing = new AtomicReference<>(FIRST);

    /** Puts another. */
    @Actor
    public void owner() {
      ShortDelay.pass();
      standing.set(SECOND);
    }

    /** Reads twice. */
    @Actor
    public void sweep(LL_Result result) {
      result.r1 = tableOf(standing.get());
      ShortDelay.pass();
      result.r2 = tableOf(standing.get());
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "first, first", expect = ACCEPTABLE, desc = "the intent stays")
  @Outcome(id = "first, second", expect = FORBIDDEN, desc = "the intent was written again")
  public static class Product {
    private final MemorySidecarStore sidecars = new MemorySidecarStore();

    /** The first intent remains. */
    public Product() {
      sidecars.create(FIRST);
    }

    /** Puts another. */
    @Actor
    public void owner() {
      sidecars.create(SECOND);
    }

    /** Reads twice. */
    @Actor
    public void sweep(LL_Result result) {
      result.r1 = tableOf(sidecars.read(OPERATION).orElseThrow());
      result.r2 = tableOf(sidecars.read(OPERATION).orElseThrow());
    }
  }
}
