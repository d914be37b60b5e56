package dev.rollforward.published.json;

import static dev.rollforward.store.json.Forms.require;

/** The body of an audit entry of the published sweep. */
record AuditEntryForm(
    String group, String operation, long sequence, String verdict, String actor, String at) {
  AuditEntryForm {
    require(group, "group");
    require(operation, "operation");
    require(verdict, "verdict");
    require(actor, "actor");
    require(at, "at");
  }
}
