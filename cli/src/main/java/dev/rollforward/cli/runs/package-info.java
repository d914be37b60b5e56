/** What commands found, kept for later, with the circumstances. */
package dev.rollforward.cli.runs;
