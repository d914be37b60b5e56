/** Behaviours as pictures: the command {@code explain}. */
package dev.rollforward.cli.explain;
