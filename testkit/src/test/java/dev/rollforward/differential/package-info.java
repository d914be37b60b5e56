/**
 * A differential test of everything that a transaction can do to tables. Random transactions are
 * committed to real Lance tables by several threads and processes, some of which die; each says in
 * its manifest what it was meant to do. Then a plain model of tables, lists of rows in Java, does
 * the same in the order of the manifests, and every pinned version, read by Lance without this
 * library, has to hold what the model holds.
 */
package dev.rollforward.differential;
