package dev.rollforward.port;

/** How a create-if-absent ended. Spec: {@code contract/CreateIfAbsent.tla}. */
public enum Created {
  /** This call created the object. */
  CREATED,
  /** Somebody else had created it; nothing was changed. */
  EXISTS
}
