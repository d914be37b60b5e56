package dev.rollforward.store.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollforward.StoreException;
import dev.rollforward.core.GroupId;

/**
 * Turns one kind of object into bytes and back: a header line and a body in JSON, as {@code
 * docs/format.md} has it, the same for equal objects. Reading is strict: what is not exactly what
 * some object was written as is refused, never guessed. Stateless and safe for use by several
 * threads.
 *
 * @param <T> the kind of object
 * @param <F> its form in JSON: a record, whose components are the fields of the body
 */
public abstract class ObjectCodec<T, F extends Record> {
  /** The largest object that is written or read, in bytes. */
  public static final int MAX_BYTES = 64 << 20;

  private final ObjectKind kind;
  private final Class<F> formType;

  /** A codec for objects of this kind. */
  protected ObjectCodec(ObjectKind kind, Class<F> formType) {
    this.kind = kind;
    this.formType = formType;
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
   *     #MAX_BYTES}, a name in it is not valid Unicode or too long, or a version is negative
   */
  public final byte[] encode(T object) {
    byte[] content = Header.seal(kind, body(object));
    T again;
    try {
      again = decode(content, describe(object), name(object), group(object));
    } catch (StoreException.Unreadable e) {
      throw new StoreException(describe(object) + " could not be read again: " + e.getMessage(), e);
    }
    if (!again.equals(object)) {
      throw new StoreException(describe(object) + " would be read as another one: " + again);
    }
    return content;
  }

  /**
   * The object that {@code content} is.
   *
   * @param content all of its bytes
   * @param location its full path or address, for messages
   * @param name the name that it has, as {@link #name} has it
   * @throws StoreException.Unreadable {@code CORRUPT} if it is not what any object was written as,
   *     {@code NEWER_FORMAT} or {@code OLDER_FORMAT} if this release does not read what it was
   *     written as, {@code FOREIGN} if it has a name that is not its own
   */
  public final T decode(byte[] content, String location, String name) {
    Place place = new Place(kind, location);
    if (content.length > MAX_BYTES) {
      throw place.corrupt("it is larger than " + MAX_BYTES + " bytes", null);
    }
    Header header = Header.of(content, place);
    check(header, content, place);
    T object = object(form(header, content, place), place);
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
   * @param name the name that it has, as {@link #name} has it
   * @param group the group in whose root it is
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

  /**
   * The checksum that an object states of itself, which covers all of its bytes.
   *
   * @param content the object, or at least its first {@link #HEADER_BYTES} bytes
   * @param location its full path or address, for messages
   * @throws StoreException.Unreadable if it states none
   */
  public final String checksum(byte[] content, String location) {
    return Header.of(content, new Place(kind, location)).checksum();
  }

  /** As many bytes of an object as {@link #checksum} needs. */
  public static final int HEADER_BYTES = Header.MAX_BYTES;

  /** The group that {@code object} belongs to. */
  public abstract GroupId group(T object);

  /** The name that {@code object} has: that of a file without its {@code .json}. */
  public abstract String name(T object);

  /** What {@code object} says. */
  protected abstract F form(T object);

  /**
   * The object that says {@code form}.
   *
   * @throws NewerContent if a newer release wrote it
   * @throws IllegalArgumentException if it is not what any object was written as
   */
  protected abstract T object(F form);

  /** A body that says what only a newer release knows, in a format that this one does know. */
  public static final class NewerContent extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what what this release does not know, after "does not know"
     */
    public NewerContent(String what) {
      super(what);
    }
  }

  private byte[] body(T object) {
    try {
      return Json.write(form(object));
    } catch (JsonProcessingException e) {
      throw new StoreException(
          describe(object) + " has no form in JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Damage first: nothing that a damaged file says is believed, its format included. */
  private void check(Header header, byte[] content, Place place) {
    if (!header.fits(content)) {
      throw place.corrupt("its checksum does not fit its content", null);
    }
    if (!header.kind().equals(kind.jsonName())) {
      throw place.corrupt("it is of kind '" + header.kind() + "'", null);
    }
    if (header.minReader() > kind.format()) {
      throw place.newerFormat(header.minReader(), kind.format());
    }
    if (header.format() < ObjectKind.OLDEST_FORMAT || header.format() < header.minReader()) {
      throw place.corrupt(
          "format " + header.format() + " for readers of " + header.minReader() + " never was",
          null);
    }
  }

  /** Only a newer release, which knows that we may, makes us ignore what we do not know. */
  private F form(Header header, byte[] content, Place place) {
    try {
      return Json.read(content, header.length(), formType, header.format() <= kind.format());
    } catch (JsonProcessingException e) {
      throw place.corrupt(Json.problem(e), e);
    }
  }

  private T object(F form, Place place) {
    try {
      return object(form);
    } catch (NewerContent e) {
      throw place.newerContent(e.getMessage(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw place.corrupt(e.getMessage(), e);
    }
  }

  private String describe(T object) {
    return kind.jsonName() + " " + name(object);
  }
}
