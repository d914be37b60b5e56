/**
 * Manifests, sidecars, audit records and the mark of a root as bytes, for every store that keeps
 * bytes: a header line that says kind, format, least reader and checksum, and a body in JSON.
 * {@code docs/format.md} says all of it, field by field.
 *
 * <p>Each kind has a codec and a form: a record whose components are the fields of the body.
 * Reading is strict: a missing, unknown or repeated field, a wrong type and any altered byte are
 * refused. What a newer release wrote is reported as that, and never as damage.
 */
package dev.rollforward.store.json;
