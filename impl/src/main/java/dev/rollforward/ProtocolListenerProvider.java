package dev.rollforward;

import java.net.URI;

/**
 * Gives every group that this JVM opens one more listener: for a tool that observes code which it
 * cannot change, such as an agent or a test extension. Code that opens the group itself says {@link
 * OpenOptions.Builder#listener} instead.
 *
 * <p>Providers are found once, as services of this type ({@link java.util.ServiceLoader}), and are
 * asked in every thread that opens a group. What one throws is thrown by the call that opens.
 */
@FunctionalInterface
public interface ProtocolListenerProvider {
  /**
   * A listener for a group that is being opened; it is notified before that of the options.
   *
   * @param root where the group lives, as {@link TableGroup#root} returns it; not null
   * @return not null; {@link ProtocolListener#NONE} for a group that is of no interest
   */
  ProtocolListener listener(URI root);
}
