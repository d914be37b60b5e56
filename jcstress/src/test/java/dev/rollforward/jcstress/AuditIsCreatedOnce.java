package dev.rollforward.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.testkit.memory.MemoryAuditStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * {@code AuditAtMostOnce}, under two recoveries of one operation: one creates the audit record, and
 * the other gets the answer that it exists (rule 10). If both append a record, the operation has
 * two ends in the history that people read.
 *
 * <pre>{@code
 * mvn -pl impl,jcstress -am verify
 * java -cp CLASSPATH org.openjdk.jcstress.Main -t AuditIsCreatedOnce -m tough
 * }</pre>
 */
public final class AuditIsCreatedOnce {
  private static final Audit RECORD =
      new Audit(
          new GroupId("g"),
          new OperationId("o"),
          new TreeMap<>(),
          Verdict.ABORTED,
          "incomplete",
          2,
          Optional.empty());

  private AuditIsCreatedOnce() {}

  /** Looks and puts under one lock, by the operation's id. */
  @State
  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the first sweep's stands")
  @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "the second sweep's stands")
  @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "the operation was audited twice")
  public static class Idea {
    private final Map<OperationId, Audit> records = new HashMap<>();

    /** Audits. */
    @Actor
    public void first(ZZI_Result result) {
      result.r1 = create(RECORD);
    }

    /** Audits. */
    @Actor
    public void second(ZZI_Result result) {
      result.r2 = create(RECORD);
    }

    /** Counts the records. */
    @Arbiter
    public void count(ZZI_Result result) {
      result.r3 = records.size();
    }

    private synchronized boolean create(Audit audit) {
      return records.putIfAbsent(audit.operation(), audit) == null;
    }
  }

  /** Appends to a log that is safe for use by several threads, unless the log has it already. */
  @State
  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the first sweep's stands")
  @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "the second sweep's stands")
  @Outcome(
      id = "true, true, .*",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the operation was audited twice")
  public static class Broken {
    private final List<Audit> log = new CopyOnWriteArrayList<>();

    /** Audits. */
    @Actor
    public void first(ZZI_Result result) {
      result.r1 = append(RECORD);
    }

    /** Audits. */
    @Actor
    public void second(ZZI_Result result) {
      result.r2 = append(RECORD);
    }

    /** Counts the records. */
    @Arbiter
    public void count(ZZI_Result result) {
      result.r3 = log.size();
    }

    private boolean append(Audit audit) {
      boolean absent = !log.contains(audit);
      ShortDelay.pass();
      if (absent) {
        log.add(audit);
      }
      return absent;
    }
  }

  /** The real one. */
  @State
  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the first sweep's stands")
  @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "the second sweep's stands")
  @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "the operation was audited twice")
  public static class Product {
    private final MemoryAuditStore audits = new MemoryAuditStore();

    /** Audits. */
    @Actor
    public void first(ZZI_Result result) {
      result.r1 = audits.create(RECORD) == Created.CREATED;
    }

    /** Audits. */
    @Actor
    public void second(ZZI_Result result) {
      result.r2 = audits.create(RECORD) == Created.CREATED;
    }

    /** Counts the records. */
    @Arbiter
    public void count(ZZI_Result result) {
      result.r3 = audits.list().size();
    }
  }
}
