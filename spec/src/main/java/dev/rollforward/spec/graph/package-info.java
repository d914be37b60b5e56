/** Every state of a model and every step between two of them. */
package dev.rollforward.spec.graph;
