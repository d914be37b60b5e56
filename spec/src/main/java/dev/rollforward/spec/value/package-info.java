/** Values of TLA+, as TLC prints them. */
package dev.rollforward.spec.value;
