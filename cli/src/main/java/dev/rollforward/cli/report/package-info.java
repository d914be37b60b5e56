/** All evidence on one page: the command {@code report}. */
package dev.rollforward.cli.report;
