package dev.rollforward.store.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is not exactly as it was written is refused. Wherever the alteration is not in the bytes but
 * in what they say, the checksum is made to fit, so that the check under test is the one that acts.
 */
class RefusalTest {
  /** Every bit by itself, all bits, and a space that becomes a tab or a line end. */
  private static final int[] MASKS = {1, 2, 4, 8, 16, 32, 64, 128, 255, ' ' ^ '\t', ' ' ^ '\n'};

  @ParameterizedTest
  @EnumSource
  void everyAlteredByteIsRefused(Written written) {
    everyAlterationIsRefused(written, written::decode);
  }

  @Test
  void aReaderThatIgnoresTheChecksumWouldBeCaught() {
    Written written = Written.AUDIT;
    assertThatThrownBy(
            () ->
                everyAlterationIsRefused(
                    written, content -> written.decode(Seal.again(new String(content, UTF_8)))))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsRefused(Written written) {
    byte[] whole = written.text().getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(reasonOf(written, part)).isEqualTo(Reason.CORRUPT);
      if (length < whole.length - 1) {
        assertThat(reasonOf(written, Seal.again(new String(part, UTF_8))))
            .as("with a checksum that fits")
            .isEqualTo(Reason.CORRUPT);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " ", "{}", "x", "\u0000"})
  void nothingMayFollow(String tail) {
    for (Written written : Written.values()) {
      assertThat(reasonOf(written, (written.text() + tail).getBytes(UTF_8)))
          .isEqualTo(Reason.CORRUPT);
    }
  }

  @Test
  void otherEncodingsAndFormsOfTheSameJsonAreRefused() {
    String text = Written.AUDIT.text();
    assertThat(reasonOf(Written.AUDIT, text.getBytes(StandardCharsets.UTF_16)))
        .isEqualTo(Reason.CORRUPT);
    assertThat(reasonOf(Written.AUDIT, ("\uFEFF" + text).getBytes(UTF_8)))
        .isEqualTo(Reason.CORRUPT);
    assertThat(reasonOf(Written.AUDIT, text.replace(" ", "").getBytes(UTF_8)))
        .isEqualTo(Reason.CORRUPT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MANIFEST | "kind": "manifest" | "kind": "sidecar"                   | kind 'sidecar'
          MANIFEST | "group": "g"       | "group": ""                         | blank
          MANIFEST | "group": "g"       | "group": 1                          | group is not a string
          MANIFEST | "group": "g"       | "group": null                       | group is not a string
          MANIFEST | "group": "g",      | ``                                  | lacks [group]
          MANIFEST | "group": "g"       | "group": "g", "group": "g"          | Duplicate field 'group'
          MANIFEST | "group": "g"       | "group": "g", "more": 1             | unknown fields [more]
          MANIFEST | "body": {          | "body": { "more": 1,                | unknown fields [more]
          MANIFEST | "body": {          | "body": { "version": 7,             | Duplicate field 'version'
          MANIFEST | "version": 7       | "version": -7                       | body.version is -7, below 1
          MANIFEST | "version": 7       | "version": 0                        | below 1
          MANIFEST | "version": 7       | "version": 7.0                      | not a whole number
          MANIFEST | "version": 7       | "version": 7e0                      | not a whole number
          MANIFEST | "version": 7       | "version": "7"                      | not a whole number
          MANIFEST | "version": 7       | "version": true                     | not a whole number
          MANIFEST | "version": 7       | "version": 18446744073709551623     | not a whole number
          MANIFEST | "version": 7,      | ``                                  | lacks [version]
          MANIFEST | "parent": 6        | "parent": 5                         | body.parent
          MANIFEST | "parent": 6        | "parent": null                      | body.parent
          MANIFEST | "version": 7       | "version": 1                        | body.parent
          MANIFEST | "committedBy": "op-a" | "committedBy": "OP"              | operation id 'OP'
          MANIFEST | "committedBy": "op-a" | "committedBy": 1                 | not a string
          MANIFEST | "table": "events-1" | "table": "../x"                    | table id '../x'
          MANIFEST | "version": 3       | "version": 0                        | body.tables.events.version
          MANIFEST | "version": 3       | "version": -3                       | below 1
          MANIFEST | "version": 3       | "version": 3, "more": 1             | unknown fields [more]
          MANIFEST | "events": {        | "events": {}, "x": {                | lacks [table, version]
          MANIFEST | "events": {        | "events": 1, "x": {                 | body.tables.events is not an object
          MANIFEST | "op-a": {          | "OP": {                             | operation id 'OP'
          MANIFEST | "COMMITTED"        | "committed"                         | committed
          MANIFEST | "users": null      | "users": 1                          | body.decisions.op-a.expected.users is not an object
          MANIFEST | "users": null      | "users": {}                         | lacks [table, version]
          MANIFEST | "users": null      | "events": null                      | Duplicate field 'events'
          MANIFEST | "version": 2       | "version": 0                        | body.decisions.op-a.expected.events.version is 0, below 1
          SIDECAR  | "kind": "sidecar"  | "kind": "audit"                     | kind 'audit'
          SIDECAR  | "operation": "op-a" | "operation": ""                    | operation id ''
          SIDECAR  | "operation": "op-a" | "operation": "op-a", "more": []    | unknown fields [more]
          SIDECAR  | "tables": [        | "tables": [1,                       | body.tables[0] is not an object
          SIDECAR  | "tables": [        | "tables": {}, "x": [                | unknown fields [x]
          SIDECAR  | "name": "events"   | "name": "users"                     | twice
          SIDECAR  | "name": "events",  | ``                                  | body.tables[1] lacks [name]
          SIDECAR  | "CREATE"           | "DROP"                              | DROP
          SIDECAR  | "expected": 2      | "expected": -2                      | below 0
          SIDECAR  | "expected": 2      | "expected": 5                       | expects pin 5
          SIDECAR  | "base": 4          | "base": -4                          | below 0
          SIDECAR  | "base": 4          | "base": null                        | not a whole number
          AUDIT    | "kind": "audit"    | "kind": "manifest"                  | kind 'manifest'
          AUDIT    | "manifestVersion": 7 | "manifestVersion": 0              | below 1
          AUDIT    | "manifestVersion": 7 | "manifestVersion": -7             | below 1
          AUDIT    | "ABORTED"          | "MAYBE"                             | MAYBE
          AUDIT    | "ABORTED"          | null                                | not a string
          """)
  void whatNoObjectSaysIsRefused(Written written, String from, String to, String problem) {
    assertThat(written.text()).contains(from);
    byte[] content = Seal.again(written.text().replace(from, to));
    assertThatThrownBy(() -> written.decode(content))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .hasMessageContainingAll(
            "/root/" + written.objectName() + ".json", problem, written.codec().kind().mend());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true", "{}", " \n"})
  void whatIsNoEnvelopeIsRefused(String text) {
    for (Written written : Written.values()) {
      assertThat(reasonOf(written, text.getBytes(UTF_8))).isEqualTo(Reason.CORRUPT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.0", "1e0", "\"1\"", "null", "true", "[1]"})
  void aFormatThatNeverWasIsCorrupt(String format) {
    for (Written written : Written.values()) {
      assertThat(reasonOf(written, withFormat(written, format))).isEqualTo(Reason.CORRUPT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "4294967297", "99999999999999999999999"})
  void aNewerFormatIsToldBeforeAnythingElse(String format) {
    for (Written written : Written.values()) {
      String strange = "{\"kind\": 5, \"format\": " + format + ", \"contents\": []}";
      for (byte[] content : new byte[][] {withFormat(written, format), strange.getBytes(UTF_8)}) {
        assertThatThrownBy(() -> written.decode(content))
            .isInstanceOfSatisfying(
                Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_FORMAT))
            .hasMessageContainingAll(
                written.objectName(), "format " + format, "release knows 1", "Upgrade");
      }
    }
  }

  @Test
  void whatIsTooLargeIsRefused() {
    byte[] large = new byte[ObjectCodec.MAX_BYTES + 1];
    assertThatThrownBy(() -> Written.AUDIT.decode(large))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("larger than");
  }

  private static void everyAlterationIsRefused(Written written, Function<byte[], Object> reader) {
    byte[] content = written.text().getBytes(UTF_8);
    for (int at = 0; at < content.length; at++) {
      byte original = content[at];
      for (int mask : MASKS) {
        content[at] = (byte) (original ^ mask);
        refused(reader, content, at);
      }
      content[at] = original;
    }
  }

  private static void refused(Function<byte[], Object> reader, byte[] content, int at) {
    Object read;
    try {
      read = reader.apply(content);
    } catch (Unreadable e) {
      assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.NEWER_FORMAT);
      return;
    }
    fail("with %s at %s it is read as %s", content[at], at, read);
  }

  private static byte[] withFormat(Written written, String format) {
    return Seal.again(written.text().replace("\"format\": 1", "\"format\": " + format));
  }

  private static Reason reasonOf(Written written, byte[] content) {
    try {
      throw new AssertionError("was read as " + written.decode(content));
    } catch (Unreadable e) {
      return e.reason();
    }
  }
}
