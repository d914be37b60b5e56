/**
 * What can be done to a table, one pure value per kind.
 *
 * <p>A {@link dev.rollforward.core.change.Change} answers the questions that the protocol asks of a
 * kind: what it demands of the table, which commits it plans, what refuses a stalled one, and where
 * the pin goes. Nothing else in the protocol distinguishes kinds; what a kind means to Lance is in
 * one translator per kind in the Lance adapter, and how it is written down is in the codecs.
 */
package dev.rollforward.core.change;
