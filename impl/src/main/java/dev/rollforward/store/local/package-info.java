/**
 * Objects as files on a local file system.
 *
 * <p>The file system must have hard links, and folders that can be opened and synced, as local file
 * systems on Linux and macOS have. On Windows a folder cannot be opened, so every create and delete
 * fails. Network file systems may answer a link that took effect as if it had not, and may sync
 * less than they say; they are refused unless the caller insists.
 *
 * <p>A process that dies while it creates a file can leave {@code .<file>.<uuid>.tmp} behind. It is
 * never taken for an object, and may be deleted when no process has the group open.
 */
package dev.rollforward.store.local;
