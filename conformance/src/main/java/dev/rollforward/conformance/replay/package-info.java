/**
 * The library's own protocol code, driven along every step of the model: TLC's state graph is
 * covered with paths, each path is taken by real writers and sweeps one action at a time, and after
 * each the state of the code is compared with TLC's.
 */
package dev.rollforward.conformance.replay;
