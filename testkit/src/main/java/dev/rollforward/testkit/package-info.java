/**
 * For tests of code that uses Rollforward; not for production.
 *
 * <ul>
 *   <li>{@link dev.rollforward.testkit.InMemory}: the public API over stores in memory, in
 *       milliseconds instead of seconds
 *   <li>{@code dev.rollforward.failpoint}: errors, delays and crashes before and after each step
 *   <li>{@link dev.rollforward.testkit.TestStores}: the stores of a group, in memory or of real
 *       Lance tables, with rows that identify the operation that wrote them
 *   <li>{@link dev.rollforward.testkit.LosingStores}, {@link dev.rollforward.testkit.FlakyStores}:
 *       networks that lose answers, chosen or at random
 *   <li>{@link dev.rollforward.testkit.EvidenceRecorder} and {@link
 *       dev.rollforward.testkit.Invariant}: what was written and answered, and whether the safety
 *       properties of {@code spec/Rollforward.tla} hold of it
 * </ul>
 *
 * <p>{@code @ValidatedTrace} of the artifact {@code rollforward-conformance} has TLC check what the
 * groups of a test did; it is there because of what it needs on the class path.
 *
 * <p>{@code CrashAndRecoverTest} in this module's tests shows how a commit is crashed between two
 * steps and recovered, in memory and on real Lance tables.
 *
 * <p>Unlike {@code dev.rollforward}, which is the API, this package may change with any release.
 */
package dev.rollforward.testkit;
