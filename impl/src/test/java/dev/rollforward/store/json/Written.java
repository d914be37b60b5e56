package dev.rollforward.store.json;

import dev.rollforward.OperationId;
import dev.rollforward.Tag;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Kept;
import dev.rollforward.core.Lease;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.RootMark;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.Source;
import dev.rollforward.core.Stale;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.Tombstone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** One object of each kind, and the file it must become. */
enum Written {
  MANIFEST(
      """
      {"rollforward":"manifest","format":2,"minReader":2,"sha256":"@"}
      {
        "group": "g",
        "version": 7,
        "parent": "6666666666666666666666666666666666666666666666666666666666666666",
        "time": "2026-11-30T10:00:00Z",
        "committedBy": "op-a",
        "actor": "ingest-7",
        "message": null,
        "properties": {
          "run": "42"
        },
        "tables": {
          "events": {"dataset": "events-1", "version": 3, "transaction": "00000000-0000-0000-0000-000000000003", "change": "APPEND", "contentSince": 2}
        },
        "tombstones": [
          {"name": "logs", "operation": "op-a", "manifest": 7, "dataset": "logs-1", "version": 5}
        ],
        "sources": {
          "kafka": {"sequence": 17, "operation": "op-a", "manifest": 7}
        },
        "decisions": {
          "op-a": {"verdict": "COMMITTED", "manifest": 7, "basedOn": 6, "expected": {"events": {"dataset": "events-1", "version": 2}, "users": null}}
        },
        "least": 4,
        "tags": {
          "before-import": {"manifest": 2, "time": "2026-11-29T10:00:00Z"}
        },
        "stale": {
          "manifest": 5,
          "before": "2026-11-22T10:00:00Z"
        }
      }
      """) {
    @Override
    Object object() {
      PinnedTable events =
          new PinnedTable(new Pin(EVENTS, 3), "APPEND", Optional.of(new UUID(0, 3)), 2);
      Tombstone logs = new Tombstone("logs", OPERATION, 7, new Pin(new TableId("logs-1"), 5));
      TreeMap<String, Optional<Pin>> expected = new TreeMap<>();
      expected.put("events", Optional.of(new Pin(EVENTS, 2)));
      expected.put("users", Optional.empty());
      Decision decision = new Decision(Verdict.COMMITTED, new Expectation(expected, 6), 7);
      Manifest manifest =
          new Manifest(
              GROUP,
              7,
              Instant.parse("2026-11-30T10:00:00Z"),
              ORIGIN,
              new TreeMap<>(Map.of("events", events)),
              List.of(logs),
              new TreeMap<>(Map.of("kafka", new Source(17, OPERATION, 7))),
              new TreeMap<>(Map.of(OPERATION, decision)),
              Optional.of(OPERATION),
              new Kept(
                  4,
                  new TreeMap<>(
                      Map.of("before-import", new Tag(2, Instant.parse("2026-11-29T10:00:00Z")))),
                  Optional.of(new Stale(5, Instant.parse("2026-11-22T10:00:00Z")))));
      return new ChainedManifest(manifest, Optional.of("6".repeat(64)));
    }

    @Override
    ObjectCodec<?, ?> codec() {
      return new ManifestCodec();
    }

    @Override
    String objectName() {
      return "00000000000000000007";
    }
  },

  SIDECAR(
      """
      {"rollforward":"sidecar","format":2,"minReader":2,"sha256":"@"}
      {
        "group": "g",
        "operation": "op-a",
        "basedOn": 6,
        "patience": "PT30S",
        "actor": "ingest-7",
        "message": null,
        "properties": {
          "run": "42"
        },
        "tables": [
          {"name": "users", "dataset": "users-1", "change": "CREATE", "to": null, "expected": null, "base": 0, "commits": [{"transaction": "00000000-0000-0000-0000-000000000001", "read": 0}]},
          {"name": "events", "dataset": "events-1", "change": "APPEND", "to": null, "expected": {"dataset": "events-1", "version": 2}, "base": 4, "commits": [{"transaction": "00000000-0000-0000-0000-000000000002", "read": 4}, {"transaction": "00000000-0000-0000-0000-000000000003", "read": 5}]},
          {"name": "logs", "dataset": "logs-1", "change": "DROP", "to": null, "expected": {"dataset": "logs-1", "version": 5}, "base": 5, "commits": []},
          {"name": "old", "dataset": "old-1", "change": "RENAME", "to": "new", "expected": {"dataset": "old-1", "version": 8}, "base": 8, "commits": []}
        ],
        "reads": {
          "rates": {"dataset": "rates-1", "version": 9}
        },
        "sources": {
          "kafka": 17
        }
      }
      """) {
    @Override
    Object object() {
      return new Sidecar(
          GROUP,
          OPERATION,
          List.of(
              TablePlan.create("users", new TableId("users-1"), new UUID(0, 1)),
              TablePlan.append("events", new Pin(EVENTS, 2), 4, new UUID(0, 2), new UUID(0, 3)),
              TablePlan.drop("logs", new Pin(new TableId("logs-1"), 5)),
              TablePlan.rename("old", new Pin(new TableId("old-1"), 8), "new")),
          new TreeMap<>(Map.of("rates", Optional.of(new Pin(new TableId("rates-1"), 9)))),
          new TreeMap<>(Map.of("kafka", 17L)),
          6,
          Duration.ofSeconds(30),
          ORIGIN);
    }

    @Override
    ObjectCodec<?, ?> codec() {
      return new SidecarCodec();
    }

    @Override
    String objectName() {
      return "op-a";
    }
  },

  AUDIT(
      """
      {"rollforward":"audit","format":2,"minReader":2,"sha256":"@"}
      {
        "group": "g",
        "operation": "op-a",
        "verdict": "ABORTED",
        "reason": "1 of 2 tables were there: [events]",
        "manifest": 7,
        "sealed": {
          "dataset": "events-1",
          "version": 5
        },
        "properties": {},
        "tables": {
          "events": "events-1"
        }
      }
      """) {
    @Override
    Object object() {
      return new Audit(
          GROUP,
          OPERATION,
          new TreeMap<>(Map.of("events", EVENTS)),
          Verdict.ABORTED,
          "1 of 2 tables were there: [events]",
          7,
          Optional.of(new dev.rollforward.core.Seal(EVENTS, 5)));
    }

    @Override
    ObjectCodec<?, ?> codec() {
      return new AuditCodec();
    }

    @Override
    String objectName() {
      return "op-a";
    }
  },

  ROOT_MARK(
      """
      {"rollforward":"root-mark","format":2,"minReader":2,"sha256":"@"}
      {
        "group": "g",
        "protocol": "rollforward",
        "properties": {}
      }
      """) {
    @Override
    Object object() {
      return new RootMark(GROUP, Protocol.ROLLFORWARD);
    }

    @Override
    ObjectCodec<?, ?> codec() {
      return new RootMarkCodec();
    }

    @Override
    String objectName() {
      return "__protocol";
    }
  },

  CLEAN_UP(
      """
      {"rollforward":"clean-up","format":2,"minReader":2,"sha256":"@"}
      {
        "group": "g",
        "run": 3,
        "least": 120,
        "time": "2026-11-30T10:00:00Z",
        "items": 480,
        "bytes": 27000000
      }
      """) {
    @Override
    Object object() {
      return new Boundary(GROUP, 3, 120, Instant.parse("2026-11-30T10:00:00Z"), 480, 27_000_000);
    }

    @Override
    ObjectCodec<?, ?> codec() {
      return new BoundaryCodec();
    }

    @Override
    String objectName() {
      return "00000000000000000003";
    }
  },

  LEASE(
      """
      {"rollforward":"lease","format":2,"minReader":2,"sha256":"@"}
      {
        "group": "g",
        "id": "00000000-0000-0000-0000-000000000007",
        "manifest": 118,
        "until": "2026-11-30T10:00:00Z"
      }
      """) {
    @Override
    Object object() {
      return new Lease(GROUP, new UUID(0, 7), 118, Instant.parse("2026-11-30T10:00:00Z"));
    }

    @Override
    ObjectCodec<?, ?> codec() {
      return new LeaseCodec();
    }

    @Override
    String objectName() {
      return "00000000-0000-0000-0000-000000000007";
    }
  };

  static final GroupId GROUP = new GroupId("g");
  private static final OperationId OPERATION = new OperationId("op-a");
  private static final TableId EVENTS = new TableId("events-1");
  private static final Origin ORIGIN =
      new Origin(Optional.of("ingest-7"), Optional.empty(), new TreeMap<>(Map.of("run", "42")));

  private final String text;

  Written(String text) {
    this.text = new String(Seal.again(text.replace("@", "0".repeat(64))), StandardCharsets.UTF_8);
  }

  abstract Object object();

  abstract ObjectCodec<?, ?> codec();

  abstract String objectName();

  String text() {
    return text;
  }

  Object decode(byte[] content) {
    return codec().decode(content, "/root/" + objectName() + ".json", objectName(), GROUP);
  }
}
