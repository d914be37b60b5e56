package dev.rollforward.store.json;

import static dev.rollforward.store.json.Forms.require;

/** The body of the record of a clean-up. */
record BoundaryForm(String group, long run, long least, String time, long items, long bytes) {
  BoundaryForm {
    require(group, "group");
    require(time, "time");
  }
}
