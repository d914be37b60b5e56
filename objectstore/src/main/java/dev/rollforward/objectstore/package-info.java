/**
 * Groups in object stores: Amazon S3 and what speaks like it, Google Cloud Storage, Azure Blob
 * Storage. A module of its own, so that only those download its native library who use it; {@link
 * dev.rollforward.TableGroup#open(java.net.URI, dev.rollforward.OpenOptions)} finds it on the class
 * path. How to use it is in {@code docs/object-stores.md}.
 */
package dev.rollforward.objectstore;
