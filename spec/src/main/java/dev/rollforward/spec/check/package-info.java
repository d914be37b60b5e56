/** Checks a lane: many models, faults and scenes, several at once. */
package dev.rollforward.spec.check;
