package dev.rollforward.store.json;

import static dev.rollforward.store.json.Forms.require;

import java.util.SortedMap;

/** The body of the mark of a root. */
record RootMarkForm(String group, String protocol, SortedMap<String, String> properties) {
  RootMarkForm {
    require(group, "group");
    require(protocol, "protocol");
    require(properties, "properties");
  }
}
