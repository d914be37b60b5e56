package dev.rollforward.store.json;

import static dev.rollforward.store.json.Forms.require;

/** The body of the lease of a snapshot. */
record LeaseForm(String group, String id, long manifest, String until) {
  LeaseForm {
    require(group, "group");
    require(id, "id");
    require(until, "until");
  }
}
