package dev.rollforward.lance;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;

/**
 * What Java serializes as its JSON, by a proxy, so that nothing is read which has not been checked.
 */
public abstract class SerializedAsJson implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** It as JSON. */
  public abstract String toJson();

  /**
   * What is written in its place.
   *
   * @param json what {@link #toJson} has returned
   * @return an object whose {@code readResolve} parses {@code json}
   */
  protected abstract Serializable proxy(String json);

  @Serial
  protected final Object writeReplace() {
    return proxy(toJson());
  }

  @Serial
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw refused();
  }

  @Serial
  private void readObjectNoData() throws InvalidObjectException {
    throw refused();
  }

  private static InvalidObjectException refused() {
    return new InvalidObjectException("it is serialized as JSON");
  }
}
