/**
 * For tests of code that uses groups, with JUnit 5: {@link
 * dev.rollforward.conformance.junit.ValidatedTrace}.
 */
package dev.rollforward.conformance.junit;
