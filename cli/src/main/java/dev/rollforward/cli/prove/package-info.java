/** {@code rollforward prove}: runs the proof and prints what came of it. */
package dev.rollforward.cli.prove;
