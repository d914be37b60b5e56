package dev.rollforward;

import java.util.SortedMap;

/**
 * The tags of a group. A clean-up, of any process, keeps what they name. They are in the manifest,
 * so that each change of them is one more, and are changed one after another. A name has 1 to 64
 * characters, letters, digits, dots, hyphens and underscores, the first of them a letter. Safe for
 * use by several threads.
 */
public interface Tags {
  /**
   * All of them, by name.
   *
   * @throws StoreException if the manifest cannot be read
   * @throws IllegalStateException if the group is closed
   */
  SortedMap<String, Tag> list();

  /**
   * Gives {@code at} a name.
   *
   * @throws IllegalArgumentException if the name is of another form, or names another point, or
   *     there is no such manifest yet
   * @throws StoreException.Unreadable if it was cleaned up, or is about to be (MISSING)
   * @throws StoreException if others keep committing, or a store failed; look whether it is there
   * @throws IllegalStateException if the group is read-only or closed
   */
  Tag create(String name, At at);

  /**
   * Gives the name to another point; what it named may be cleaned up then.
   *
   * @throws IllegalArgumentException as {@link #create}, or if there is no such tag
   * @throws StoreException as {@link #create}
   * @throws IllegalStateException if the group is read-only or closed
   */
  Tag move(String name, At at);

  /**
   * Removes the name; what it named may be cleaned up then.
   *
   * @throws IllegalArgumentException if there is no such tag
   * @throws StoreException as {@link #create}
   * @throws IllegalStateException if the group is read-only or closed
   */
  void delete(String name);
}
