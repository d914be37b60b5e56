/** Traces of all that runs here, held against the specification. */
package dev.rollforward.conformance.trace;
