/** What the published sweep asks of the world beyond the ports of the shipped protocol. */
package dev.rollforward.published.port;
