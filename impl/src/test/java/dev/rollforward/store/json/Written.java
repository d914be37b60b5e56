package dev.rollforward.store.json;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.Source;
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
      {
        "format": 1,
        "kind": "manifest",
        "group": "g",
        "checksum": "@",
        "body": {
          "version": 7,
          "parent": 6,
          "time": "2026-11-30T10:00:00Z",
          "origin": {
            "actor": "ingest-7",
            "message": null,
            "properties": {
              "run": "42"
            }
          },
          "committedBy": "op-a",
          "tables": {
            "events": {
              "table": "events-1",
              "version": 3,
              "kind": "APPEND"
            }
          },
          "tombstones": {
            "logs": {
              "table": "logs-1",
              "version": 5,
              "operation": "op-a",
              "manifestVersion": 7
            }
          },
          "sources": {
            "kafka": {
              "sequence": 17,
              "operation": "op-a"
            }
          },
          "decisions": {
            "op-a": {
              "verdict": "COMMITTED",
              "basedOn": 6,
              "expected": {
                "events": {
                  "table": "events-1",
                  "version": 2
                },
                "users": null
              }
            }
          }
        }
      }
      """) {
    @Override
    Object object() {
      PinnedTable events = new PinnedTable(new Pin(EVENTS, 3), "APPEND");
      Tombstone logs = new Tombstone(OPERATION, 7, new Pin(new TableId("logs-1"), 5));
      TreeMap<String, Optional<Pin>> expected = new TreeMap<>();
      expected.put("events", Optional.of(new Pin(EVENTS, 2)));
      expected.put("users", Optional.empty());
      Decision decision = new Decision(Verdict.COMMITTED, new Expectation(expected, 6));
      return new Manifest(
          GROUP,
          7,
          Instant.parse("2026-11-30T10:00:00Z"),
          ORIGIN,
          new TreeMap<>(Map.of("events", events)),
          new TreeMap<>(Map.of("logs", logs)),
          new TreeMap<>(Map.of("kafka", new Source(17, OPERATION))),
          new TreeMap<>(Map.of(OPERATION, decision)),
          Optional.of(OPERATION));
    }

    @Override
    ObjectCodec<?> codec() {
      return new ManifestCodec();
    }

    @Override
    String objectName() {
      return "00000000000000000007";
    }
  },

  SIDECAR(
      """
      {
        "format": 1,
        "kind": "sidecar",
        "group": "g",
        "checksum": "@",
        "body": {
          "operation": "op-a",
          "basedOn": 6,
          "patience": "PT30S",
          "reads": {
            "rates": {
              "table": "rates-1",
              "version": 9
            }
          },
          "origin": {
            "actor": "ingest-7",
            "message": null,
            "properties": {
              "run": "42"
            }
          },
          "tables": [
            {
              "name": "users",
              "table": "users-1",
              "kind": "CREATE",
              "expected": 0,
              "base": 0,
              "commits": [
                "00000000-0000-0000-0000-000000000001"
              ]
            },
            {
              "name": "events",
              "table": "events-1",
              "kind": "APPEND",
              "expected": 2,
              "base": 4,
              "commits": [
                "00000000-0000-0000-0000-000000000002",
                "00000000-0000-0000-0000-000000000003"
              ]
            },
            {
              "name": "logs",
              "table": "logs-1",
              "kind": "DROP",
              "expected": 5,
              "base": 5,
              "commits": [ ]
            }
          ]
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
              TablePlan.drop("logs", new Pin(new TableId("logs-1"), 5))),
          new TreeMap<>(Map.of("rates", Optional.of(new Pin(new TableId("rates-1"), 9)))),
          6,
          Duration.ofSeconds(30),
          ORIGIN);
    }

    @Override
    ObjectCodec<?> codec() {
      return new SidecarCodec();
    }

    @Override
    String objectName() {
      return "op-a";
    }
  },

  AUDIT(
      """
      {
        "format": 1,
        "kind": "audit",
        "group": "g",
        "checksum": "@",
        "body": {
          "operation": "op-a",
          "tables": {
            "events": "events-1"
          },
          "verdict": "ABORTED",
          "reason": "1 of 2 tables were there: [events]",
          "manifestVersion": 7,
          "sealed": [
            {
              "table": "events-1",
              "version": 5
            }
          ]
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
    ObjectCodec<?> codec() {
      return new AuditCodec();
    }

    @Override
    String objectName() {
      return "op-a";
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

  abstract ObjectCodec<?> codec();

  abstract String objectName();

  String text() {
    return text;
  }

  Object decode(byte[] content) {
    return codec().decode(content, "/root/" + objectName() + ".json", objectName(), GROUP);
  }
}
