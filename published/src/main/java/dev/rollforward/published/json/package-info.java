/**
 * Sidecars and audit entries of the published sweep, under the header line of the shipped files.
 */
package dev.rollforward.published.json;
