/**
 * What a handle does, as meters and observations of Micrometer, which has to be on the class path
 * for it: {@code io.micrometer:micrometer-core}.
 */
package dev.rollforward.metrics;
