/**
 * Stores on a local file system.
 *
 * <p>Under the root folder of a group stand
 *
 * <ul>
 *   <li>{@code __protocol.json}: the mark that says which protocol made the root, written first;
 *   <li>{@code __manifest/<20 digits>.json}: the manifests, and {@code __manifest/newest}, a hint
 *       that may be deleted at any time;
 *   <li>{@code __recovery/<operation id>.json}: the sidecars;
 *   <li>{@code __audit/<operation id>.json}: the audit records.
 * </ul>
 *
 * <p>The file system must have hard links, and folders that can be opened and synced, as local file
 * systems on Linux and macOS have. On Windows a folder cannot be opened, so every create and delete
 * fails. Network file systems may answer a link that took effect as if it had not, and are not
 * supported.
 *
 * <p>A process that dies while it creates a file can leave {@code .<file>.<uuid>.tmp} behind. It is
 * never taken for an object, and may be deleted when no process has the group open.
 */
package dev.rollforward.store.file;
