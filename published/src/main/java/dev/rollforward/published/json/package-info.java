/** Sidecars and audit entries of the published sweep, in the envelope of the shipped files. */
package dev.rollforward.published.json;
