/** Runs TLC and reads what it says. */
package dev.rollforward.spec.tlc;
