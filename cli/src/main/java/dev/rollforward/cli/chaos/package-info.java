/** The command {@code chaos}. */
package dev.rollforward.cli.chaos;
