/**
 * The manifest, sidecar and audit stores, written once over any {@link
 * dev.rollforward.store.blob.Blobs}.
 *
 * <p>Under the root of a group are
 *
 * <ul>
 *   <li>{@code __protocol.json}: the mark that says which protocol made the root, written first;
 *   <li>{@code __manifest/<20 digits>.json}: the manifests, and {@code __manifest/newest}, a hint
 *       that may be deleted at any time;
 *   <li>{@code __recovery/<operation id>.json}: the sidecars;
 *   <li>{@code __audit/<operation id>.json}: the audit records.
 * </ul>
 *
 * <p>What is in them is in {@code docs/format.md}.
 */
package dev.rollforward.store.blob;
