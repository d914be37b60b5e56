/**
 * Failpoints: named places, before and after each step of the protocol, at which a test makes
 * something happen: an error, a delay, a crash, a callback or a rendezvous. {@link
 * dev.rollforward.failpoint.Failpoint} names them, {@link
 * dev.rollforward.failpoint.Failpoints#activate} activates one.
 *
 * <p>The engine reaches them through {@link dev.rollforward.failpoint.FailpointStep}, which it
 * finds as a service; what ships does not know them. A failpoint that is not active costs one field
 * read. That each is placed by its constant is checked by {@code FailpointGuardTest}.
 */
package dev.rollforward.failpoint;
