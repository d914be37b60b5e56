/** The published sweep and the shipped protocol under the same schedules, on real Lance tables. */
package dev.rollforward.conformance.published;
