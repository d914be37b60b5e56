/** The demo: a real commit in a real process, killed at a chosen step, and recovered. */
package dev.rollforward.cli.demo;
