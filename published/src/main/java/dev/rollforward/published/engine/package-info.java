/** Performs the published sweep over the ports; read it beside {@code SidecarSweep.tla}. */
package dev.rollforward.published.engine;
