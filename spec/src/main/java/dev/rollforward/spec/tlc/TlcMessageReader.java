package dev.rollforward.spec.tlc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the lines of TLC's tool mode into messages. An error may quote another message, markers and
 * all; the outer one is what TLC said, and it takes in the text of the inner one.
 */
final class TlcMessageReader {
  private static final Pattern START = Pattern.compile("(.*?)@!@!@STARTMSG (-?\\d+):(\\d+) @!@!@");
  private static final Pattern END = Pattern.compile("(.*?)@!@!@ENDMSG (-?\\d+) @!@!@");

  private record Head(int code, int kind) {}

  private final Deque<Head> open = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();

  /** Takes the next line and returns the message that it completes, if it does. */
  Optional<TlcMessage> accept(String line) {
    Matcher start = START.matcher(line);
    if (start.matches()) {
      begin(start);
      return Optional.empty();
    }
    if (open.isEmpty()) {
      return Optional.of(TlcMessage.plain(line));
    }
    Matcher end = END.matcher(line);
    if (end.matches()) {
      append(end.group(1));
      return end();
    }
    text.append(line).append('\n');
    return Optional.empty();
  }

  private void begin(Matcher start) {
    open.push(new Head(Integer.parseInt(start.group(2)), Integer.parseInt(start.group(3))));
    append(start.group(1));
  }

  private Optional<TlcMessage> end() {
    Head head = open.pop();
    if (!open.isEmpty()) {
      return Optional.empty();
    }
    String body = text.toString().stripTrailing();
    text.setLength(0);
    return Optional.of(new TlcMessage(head.code(), head.kind(), body));
  }

  private void append(String fragment) {
    if (!fragment.isEmpty()) {
      text.append(fragment).append('\n');
    }
  }
}
