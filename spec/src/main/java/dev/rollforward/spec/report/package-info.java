/** What came of each check, and the files that tell of it. */
package dev.rollforward.spec.report;
