package dev.rollforward.spec.tlc;

/**
 * A message of TLC's tool mode, or a line that TLC printed outside any message.
 *
 * @param code the number in {@code tlc2.output.EC}, or {@link #PLAIN}
 * @param kind one of the kinds of {@code tlc2.output.MP}: none, error, bug, warning, state
 * @param text what is between the markers, without the last line break
 */
record TlcMessage(int code, int kind, String text) {
  static final int PLAIN = Integer.MIN_VALUE;

  static TlcMessage plain(String line) {
    return new TlcMessage(PLAIN, 0, line);
  }
}
