package dev.rollforward.lance;

import dev.rollforward.SchemaException;
import org.lance.Dataset;

/** A staged change whose commit can make further changes of the schema. */
interface Editable {
  /**
   * This change, and then {@code next}, in one commit.
   *
   * @param version the one that this was staged on
   * @throws SchemaException if the schema that this makes cannot be edited so
   */
  LanceStagedChange then(SchemaEdit next, Dataset version);
}
