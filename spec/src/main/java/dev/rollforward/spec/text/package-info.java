/** Text for people. */
package dev.rollforward.spec.text;
