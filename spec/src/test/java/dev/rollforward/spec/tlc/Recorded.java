package dev.rollforward.spec.tlc;

import java.util.ArrayList;
import java.util.List;

/** Text of TLC as what reads it gives it on. */
final class Recorded {
  private Recorded() {}

  static List<TlcMessage> messages(String text) {
    TlcMessageReader reader = new TlcMessageReader();
    List<TlcMessage> messages = new ArrayList<>();
    text.lines().forEach(line -> reader.accept(line).ifPresent(messages::add));
    return messages;
  }

  static TlcOutput output(String text) {
    TlcOutput output = new TlcOutput();
    messages(text).forEach(output::accept);
    return output;
  }
}
