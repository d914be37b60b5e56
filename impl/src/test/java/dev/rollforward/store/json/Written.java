package dev.rollforward.store.json;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.ChangeKind;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
          "committedBy": "op-a",
          "tables": {
            "events": {
              "table": "events-1",
              "version": 3
            }
          },
          "decisions": {
            "op-a": {
              "verdict": "COMMITTED",
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
      TreeMap<String, Pin> pins = new TreeMap<>(Map.of("events", new Pin(EVENTS, 3)));
      TreeMap<String, Optional<Pin>> expected = new TreeMap<>();
      expected.put("events", Optional.of(new Pin(EVENTS, 2)));
      expected.put("users", Optional.empty());
      Decision decision = new Decision(Verdict.COMMITTED, new Expectation(expected));
      return new Manifest(
          GROUP, 7, pins, new TreeMap<>(Map.of(OPERATION, decision)), Optional.of(OPERATION));
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
          "tables": [
            {
              "name": "users",
              "table": "users-1",
              "kind": "CREATE",
              "expected": 0,
              "base": 0
            },
            {
              "name": "events",
              "table": "events-1",
              "kind": "APPEND",
              "expected": 2,
              "base": 4
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
              new TablePlan("users", new TableId("users-1"), ChangeKind.CREATE, 0, 0),
              new TablePlan("events", EVENTS, ChangeKind.APPEND, 2, 4)));
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
          "verdict": "ABORTED",
          "manifestVersion": 7
        }
      }
      """) {
    @Override
    Object object() {
      return new Audit(GROUP, OPERATION, Verdict.ABORTED, 7);
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
