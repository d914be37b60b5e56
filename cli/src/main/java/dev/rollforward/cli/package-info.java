/**
 * The command line: every subcommand is a class here, and {@link dev.rollforward.cli.Main} lists
 * them.
 */
package dev.rollforward.cli;
