package dev.rollforward.core.change;

/**
 * The rows of a table are replaced by others of the same schema. To Lance it is an update that
 * removes every fragment, because a restore does not refuse Lance's own overwrite.
 */
public record Overwrite() implements RowChange {
  @Override
  public String kind() {
    return "OVERWRITE";
  }
}
