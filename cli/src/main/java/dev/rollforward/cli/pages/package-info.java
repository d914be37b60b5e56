/** What the pages of {@code report} and {@code explore} share. */
package dev.rollforward.cli.pages;
