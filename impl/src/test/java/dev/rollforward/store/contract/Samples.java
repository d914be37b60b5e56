package dev.rollforward.store.contract;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Objects to store. Objects of different writers under one key differ. */
public final class Samples {
  /** The group of all samples. */
  public static final GroupId GROUP = new GroupId("group-of-the-tests");

  private static final int TABLES = 8;

  private Samples() {}

  /** The operation number {@code key}. */
  public static OperationId operation(int key) {
    return new OperationId("op-" + key);
  }

  /** The number of {@code operation}. */
  public static int key(OperationId operation) {
    return Integer.parseInt(operation.value().substring("op-".length()));
  }

  /** Manifest {@code version} as {@code writer} writes it. */
  public static Manifest manifest(int version, int writer) {
    TreeMap<String, Pin> pins = new TreeMap<>();
    for (int i = 0; i < TABLES; i++) {
      pins.put("table " + i, new Pin(table(i), writer + 1));
    }
    TreeMap<OperationId, Decision> decisions = new TreeMap<>();
    decisions.put(operation(1), new Decision(Verdict.COMMITTED, expectation(), 1));
    decisions.put(operation(2), new Decision(Verdict.ABORTED, expectation(), 1));
    return Manifest.of(GROUP, version, pins, decisions, Optional.of(operation(1)));
  }

  /** The sidecar of operation {@code key} as {@code writer} writes it. */
  public static Sidecar sidecar(int key, int writer) {
    List<TablePlan> plans =
        IntStream.range(0, TABLES)
            .mapToObj(
                i ->
                    TablePlan.append(
                        "table " + i, new Pin(table(i), 1), writer + 1, new UUID(key, i)))
            .toList();
    return Sidecar.of(GROUP, operation(key), 1, plans);
  }

  /** The audit record of operation {@code key} as {@code writer} writes it. */
  public static Audit audit(int key, int writer) {
    return Audit.of(
        sidecar(key, writer),
        Verdict.COMMITTED,
        "every table was there",
        writer + 1L,
        Optional.empty());
  }

  private static Expectation expectation() {
    TreeMap<String, Optional<Pin>> pins = new TreeMap<>();
    pins.put("table 0", Optional.of(new Pin(table(0), 3)));
    pins.put("new table", Optional.empty());
    return new Expectation(pins, 1);
  }

  private static TableId table(int i) {
    return new TableId("dataset-" + i);
  }
}
