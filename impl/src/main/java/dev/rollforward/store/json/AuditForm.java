package dev.rollforward.store.json;

import static dev.rollforward.store.json.Forms.require;

import java.util.SortedMap;

/**
 * The body of an audit record.
 *
 * @param sealed null if it is not known
 */
record AuditForm(
    String group,
    String operation,
    String verdict,
    String reason,
    long manifest,
    PinForm sealed,
    SortedMap<String, String> properties,
    SortedMap<String, String> tables) {
  AuditForm {
    require(group, "group");
    require(operation, "operation");
    require(verdict, "verdict");
    require(reason, "reason");
    require(properties, "properties");
    require(tables, "tables");
  }
}
