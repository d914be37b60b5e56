/**
 * Manifests, sidecars, audit records and the mark of a root as JSON, for every store that keeps
 * bytes.
 *
 * <p>Each object is one pretty-printed UTF-8 text:
 *
 * <pre>{@code
 * {
 *   "format": 1,
 *   "kind": "manifest" | "sidecar" | "audit" | "root-mark" | ...,
 *   "group": "<group id>",
 *   "checksum": "<64 hexadecimal digits>",
 *   "body": { ... }
 * }
 * }</pre>
 *
 * <p>The checksum is the SHA-256 of the whole text with the 64 digits set to zeros, so that every
 * byte counts. By hand:
 *
 * <pre>{@code
 * sed -E 's/^(  "checksum": ")[0-9a-f]{64}/\1'"$(printf %064d 0)"'/' file.json | sha256sum
 * }</pre>
 *
 * <p>Reading is strict: a missing, unknown or repeated field, a wrong type, any altered byte and
 * any other layout is refused. A format above 1 is told as such before anything else is looked at.
 */
package dev.rollforward.store.json;
