/** Models to be walked by hand: the command {@code explore}. */
package dev.rollforward.cli.explore;
