/** Values and pure decisions of the published sweep; read it beside {@code SidecarSweep.tla}. */
package dev.rollforward.published.core;
