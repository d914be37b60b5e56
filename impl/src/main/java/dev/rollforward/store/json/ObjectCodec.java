package dev.rollforward.store.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.StoreException;
import dev.rollforward.core.GroupId;
import java.nio.charset.CharacterCodingException;

/**
 * Turns one kind of object into JSON bytes and back. The bytes are pretty-printed UTF-8, the same
 * for equal objects, in an envelope with format, kind, group and checksum. Reading is strict: what
 * is not exactly what some object was written as is refused, never guessed. Stateless and safe for
 * use by several threads.
 *
 * @param <T> the kind of object
 */
public abstract class ObjectCodec<T> {
  /** The largest object that is written or read, in bytes. */
  public static final int MAX_BYTES = 64 << 20;

  private final ObjectKind kind;

  /** A codec for objects of this kind. */
  protected ObjectCodec(ObjectKind kind) {
    this.kind = kind;
  }

  /** What it reads and writes. */
  public final ObjectKind kind() {
    return kind;
  }

  /**
   * The bytes to store. They are read back first, because one object that nobody can read would
   * block its group for good.
   *
   * @param object never null
   * @throws StoreException if {@code object} has no readable form: it would be larger than {@link
   *     #MAX_BYTES}, a name in it is not valid Unicode, or a version is negative
   */
  public final byte[] encode(T object) {
    byte[] content = seal(object);
    try {
      decode(content, describe(object), name(object), group(object));
    } catch (StoreException.Unreadable e) {
      throw new StoreException(describe(object) + " could not be read again: " + e.getMessage(), e);
    }
    return content;
  }

  /**
   * The object that {@code content} is.
   *
   * @param content all of its bytes
   * @param location its full path or address, for messages
   * @param name the name under which it stands, as {@link #name} has it
   * @throws StoreException.Unreadable {@code CORRUPT} if it is not what any object was written as,
   *     {@code NEWER_FORMAT} if a newer release wrote it, {@code FOREIGN} if it stands under a name
   *     that is not its own
   */
  public final T decode(byte[] content, String location, String name) {
    Place place = new Place(kind, location);
    if (content.length > MAX_BYTES) {
      throw place.corrupt("it is larger than " + MAX_BYTES + " bytes", null);
    }
    T object = object(Envelope.open(content, place), place);
    if (!name(object).equals(name)) {
      throw place.foreign("this is " + describe(object) + " under a name that is not its own");
    }
    return object;
  }

  /**
   * The object that {@code content} is, if it belongs to {@code group}.
   *
   * @param content all of its bytes
   * @param location its full path or address, for messages
   * @param name the name under which it stands, as {@link #name} has it
   * @param group the group in whose root it stands
   * @throws StoreException.Unreadable as {@link #decode(byte[], String, String)}, and {@code
   *     FOREIGN} if it belongs to another group
   */
  public final T decode(byte[] content, String location, String name, GroupId group) {
    T object = decode(content, location, name);
    if (!group(object).equals(group)) {
      throw new Place(kind, location)
          .foreign(
              "this is "
                  + describe(object)
                  + (" of group " + group(object) + ", and the group here is " + group));
    }
    return object;
  }

  /** The group that {@code object} belongs to. */
  public abstract GroupId group(T object);

  /** The name that {@code object} stands under: a file name without its {@code .json}. */
  public abstract String name(T object);

  /** What {@code object} says, without its group. */
  protected abstract ObjectNode body(T object);

  /**
   * The object that {@code body} is.
   *
   * @throws NewerSchema if a newer release wrote it
   * @throws IllegalArgumentException if it is not what any object was written as
   */
  protected abstract T object(GroupId group, JsonNode body);

  /** A body with a version of its own, from a newer release. */
  public static final class NewerSchema extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final long met;
    private final int known;

    /**
     * @param met the version of the body
     * @param known the newest version that this release knows
     */
    public NewerSchema(long met, int known) {
      super("schema version " + met + " is above " + known);
      this.met = met;
      this.known = known;
    }
  }

  private byte[] seal(T object) {
    try {
      return Envelope.seal(kind, group(object), body(object));
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new StoreException(describe(object) + " has no form in JSON: " + e.getMessage(), e);
    }
  }

  private T object(Envelope envelope, Place place) {
    try {
      return object(envelope.group(), envelope.body());
    } catch (NewerSchema e) {
      throw place.newerFormat(Long.toString(e.met), e.known);
    } catch (IllegalArgumentException e) {
      throw place.corrupt(e.getMessage(), e);
    }
  }

  private String describe(T object) {
    return kind.jsonName() + " " + name(object);
  }
}
