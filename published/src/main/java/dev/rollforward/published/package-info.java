/**
 * Research: the published sweep, of which {@code spec/SidecarSweep.tla} is the model, on real
 * tables. It loses acknowledged commits. Nothing that we ship depends on it.
 */
package dev.rollforward.published;
