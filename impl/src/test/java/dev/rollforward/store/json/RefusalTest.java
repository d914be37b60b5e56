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
          MANIFEST | "rollforward":"manifest" | "rollforward":"sidecar"       | kind 'sidecar'
          MANIFEST | "group": "g"       | "group": ""                         | blank
          MANIFEST | "group": "g"       | "group": 1                          | group: Cannot coerce
          MANIFEST | "group": "g"       | "group": null                       | group is null
          MANIFEST | "group": "g",      | ``                                  | group
          MANIFEST | "group": "g"       | "group": "g", "group": "g"          | Duplicate field 'group'
          MANIFEST | "group": "g"       | "group": "g", "more": 1             | Unrecognized field "more"
          MANIFEST | "version": 7       | "version": -7                       | -7 is below 1
          MANIFEST | "version": 7       | "version": 0                        | below 1
          MANIFEST | "version": 7       | "version": 7.0                      | version: Cannot coerce
          MANIFEST | "version": 7       | "version": 7e0                      | version: Cannot coerce
          MANIFEST | "version": 7       | "version": "7"                      | version: Cannot coerce
          MANIFEST | "version": 7       | "version": true                     | version: Cannot
          MANIFEST | "version": 7       | "version": null                     | version: Cannot
          MANIFEST | "version": 7       | "version": 18446744073709551623     | version
          MANIFEST | "version": 7,      | ``                                  | version
          MANIFEST | "parent": "6666666666666666666666666666666666666666666666666666666666666666" | "parent": null | has parent none
          MANIFEST | "parent": "66      | "parent": "6                        | is no checksum
          MANIFEST | "parent": "66      | "parent": "X6                       | is no checksum
          MANIFEST | "version": 7       | "version": 1                        | has parent 66
          MANIFEST | "time": "2026-11-30T10:00:00Z" | "time": "yesterday"     | 'yesterday' is no time
          MANIFEST | "time": "2026-11-30T10:00:00Z" | "time": "2026-11-30T10:00:00.000Z" | is no time
          MANIFEST | "committedBy": "op-a" | "committedBy": "OP"              | operation id 'OP'
          MANIFEST | "committedBy": "op-a" | "committedBy": 1                 | committedBy: Cannot coerce
          MANIFEST | "run": "42"        | "run": 42                           | properties.run: Cannot coerce
          MANIFEST | "run": "42"        | "run": null                         | 'run' is null
          MANIFEST | "dataset": "events-1" | "dataset": "../x"                | table id '../x'
          MANIFEST | "version": 3       | "version": 0                        | is 0, below 1
          MANIFEST | "version": 3       | "version": 3, "more": 1             | Unrecognized field "more"
          MANIFEST | "events": {"dataset": "events-1", "version": 3, "transaction": "00000000-0000-0000-0000-000000000003", "change": "APPEND", "contentSince": 2} | "events": {} | tables.events
          MANIFEST | "events": {"dataset": "events-1", "version": 3, "transaction": "00000000-0000-0000-0000-000000000003", "change": "APPEND", "contentSince": 2} | "events": 1  | tables.events
          MANIFEST | "events": {"dataset": "events-1", "version": 3, "transaction": "00000000-0000-0000-0000-000000000003", "change": "APPEND", "contentSince": 2} | "events": null | 'events' is null
          MANIFEST | "transaction": "00000000-0000-0000-0000-000000000003" | "transaction": "1-1-1-1-1" | is no uuid
          MANIFEST | "manifest": 7      | "manifest": 1                       | dropped in manifest 1
          MANIFEST | "contentSince": 2  | "contentSince": 4                   | cannot be that of version 4
          MANIFEST | "contentSince": 2  | "contentSince": 0                   | cannot be that of version 0
          SIDECAR  | "to": "new"        | "to": null                          | to is null
          SIDECAR  | "to": "new"        | "to": "users"                       | twice
          SIDECAR  | "change": "DROP", "to": null | "change": "DROP", "to": "x" | DROP gives no table another name
          SIDECAR  | "kafka": 17        | "kafka": "17"                       | sources.kafka: Cannot coerce
          SIDECAR  | "kafka": 17        | "kafka": null                       | 'kafka' is null
          MANIFEST | "sequence": 17     | "sequence": "17"                    | sources.kafka.sequence: Cannot coerce
          MANIFEST | "op-a": {          | "OP": {                             | operation id 'OP'
          MANIFEST | "COMMITTED"        | "committed"                         | no Verdict 'committed'
          MANIFEST | "users": null      | "users": 1                          | decisions.op-a.expected.users
          MANIFEST | "users": null      | "users": {}                         | decisions.op-a.expected.users
          MANIFEST | "users": null      | "events": null                      | Duplicate field 'events'
          MANIFEST | "version": 2       | "version": 0                        | is 0, below 1
          MANIFEST | "tables": {        | "tables": [], "x": {                | tables: Cannot deserialize
          SIDECAR  | "rollforward":"sidecar" | "rollforward":"audit"          | kind 'audit'
          SIDECAR  | "operation": "op-a" | "operation": ""                    | operation id ''
          SIDECAR  | "operation": "op-a" | "operation": "op-a", "more": []    | Unrecognized field "more"
          SIDECAR  | "patience": "PT30S" | "patience": "30 s"                 | is no duration
          SIDECAR  | "patience": "PT30S" | "patience": "PT-1S"                | asks for PT-1S
          SIDECAR  | "tables": [        | "tables": [1,                       | tables[0]
          SIDECAR  | "tables": [        | "tables": [null,                    | a table is null
          SIDECAR  | "name": "events"   | "name": "users"                     | twice
          SIDECAR  | "name": "events",  | ``                                  | tables[1]
          SIDECAR  | "expected": null   | "expected": {"dataset": "users-1", "version": 1} | CREATE
          SIDECAR  | "base": 4          | "base": -4                          | base -4
          SIDECAR  | "base": 4          | "base": null                        | base
          SIDECAR  | "read": 5          | "read": 6                           | commits
          SIDECAR  | "00000000-0000-0000-0000-000000000001" | "1-1-1-1-1"     | is no uuid
          SIDECAR  | "00000000-0000-0000-0000-000000000001" | "x"             | UUID
          AUDIT    | "rollforward":"audit" | "rollforward":"manifest"         | kind 'manifest'
          AUDIT    | "manifest": 7      | "manifest": 0                       | below 1
          AUDIT    | "manifest": 7      | "manifest": -7                      | below 1
          AUDIT    | "ABORTED"          | "MAYBE"                             | no Verdict 'MAYBE'
          AUDIT    | "ABORTED"          | null                                | verdict is null
          AUDIT    | "events": "events-1" | "events": "../x"                  | table id '../x'
          ROOT_MARK | "protocol": "rollforward" | "protocol": "another"       | not of protocol another
          """)
  void whatNoObjectSaysIsRefused(Written written, String from, String to, String problem) {
    assertThat(written.text()).contains(from);
    byte[] content = Seal.again(written.text().replace(from, to));
    assertThatThrownBy(() -> written.decode(content))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .hasMessageContainingAll(
            "/root/" + written.objectName() + ".json", problem, written.codec().kind().remedy());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true", "{}", " \n", "{", "x"})
  void aBodyThatIsNoObjectIsRefused(String body) {
    for (Written written : Written.values()) {
      String header = written.text().lines().findFirst().orElseThrow();
      assertThat(reasonOf(written, Seal.again(header + "\n" + body))).isEqualTo(Reason.CORRUPT);
      assertThat(reasonOf(written, body.getBytes(UTF_8))).isEqualTo(Reason.CORRUPT);
    }
  }

  /** Deep enough to end a thread that reads it by recursion, where fields may be ignored. */
  @Test
  void whatIsTooDeepIsRefused() {
    for (Written written : Written.values()) {
      String start =
          "{\"rollforward\":\""
              + written.codec().kind().jsonName()
              + "\",\"format\":3,\"minReader\":2,";
      String text = new String(withHeader(written, start), UTF_8);
      String deep = "\"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + ", \"group\": \"g\"";
      assertThatThrownBy(() -> written.decode(Seal.again(text.replace("\"group\": \"g\"", deep))))
          .isInstanceOfSatisfying(
              Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
          .hasMessageContaining("nesting depth");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rollforward\":\"@\",\"format\":0,\"minReader\":0,",
        "{\"rollforward\":\"@\",\"format\":-2,\"minReader\":2,",
        "{\"rollforward\":\"@\",\"format\":\"2\",\"minReader\":2,",
        "{\"rollforward\":\"@\",\"format\":2.0,\"minReader\":2,",
        "{\"rollforward\":\"@\",\"format\":null,\"minReader\":2,",
        "{\"rollforward\":\"@\",\"format\":02,\"minReader\":2,",
        "{\"rollforward\":\"@\",\"format\":9999999999,\"minReader\":2,",
        "{\"rollforward\":\"@\",\"minReader\":2,\"format\":2,",
        "{\"rollforward\":\"@\", \"format\":2,\"minReader\":2,",
        "{\"rollforward\":\"@\",\"format\":1,\"minReader\":1,",
        "{\"rollforward\":\"@\",\"format\":1,\"minReader\":2,",
        "{\"rollforward\":\"@\",\"format\":3,\"minReader\":1,\"x\":1,"
      })
  void aHeaderThatNeverWasIsCorrupt(String header) {
    for (Written written : Written.values()) {
      String start = header.replace("@", written.codec().kind().jsonName());
      assertThat(reasonOf(written, withHeader(written, start))).isEqualTo(Reason.CORRUPT);
    }
  }

  /** It is whole, as its checksum shows: to call it damaged would have somebody move it away. */
  @Test
  void whatOnlyANewerReleaseReadsIsNewer() {
    for (Written written : Written.values()) {
      String start =
          "{\"rollforward\":\""
              + written.codec().kind().jsonName()
              + "\",\"format\":9,\"minReader\":3,";
      String altered =
          new String(withHeader(written, start), UTF_8).lines().findFirst().orElseThrow();
      for (String body :
          new String[] {written.text().replaceFirst(".*\n", ""), "what that will be"}) {
        isNewer(written, Seal.again(altered + "\n" + body), "format 3", "release knows 2");
      }
    }
  }

  @Test
  void aDamagedFileIsNotTakenForANewerOne() {
    for (Written written : Written.values()) {
      String damaged =
          written.text().replace("\"format\":2,\"minReader\":2", "\"format\":3,\"minReader\":3");
      assertThat(reasonOf(written, damaged.getBytes(UTF_8))).isEqualTo(Reason.CORRUPT);
    }
  }

  /** The newer release says that we may read it, and so what we do not know does not matter. */
  @Test
  void whatANewerReleaseAddsForOldReadersIsIgnored() {
    for (Written written : Written.values()) {
      String start =
          "{\"rollforward\":\""
              + written.codec().kind().jsonName()
              + "\",\"format\":3,\"minReader\":2,";
      String text = new String(withHeader(written, start), UTF_8);
      byte[] content =
          Seal.again(text.replace("\"group\": \"g\"", "\"group\": \"g\", \"more\": {\"x\": [1]}"));
      assertThat(written.decode(content)).isEqualTo(written.object());
    }
  }

  /** A rolling upgrade: an old process meets the sidecar of a new one. */
  @Test
  void aChangeOfAKindThatIsNotKnownIsNewer() {
    isNewer(
        Written.SIDECAR,
        Seal.again(Written.SIDECAR.text().replace("\"DROP\"", "\"SHUFFLE\"")),
        "changes of kind 'SHUFFLE'");
  }

  private static void isNewer(Written written, byte[] content, String... words) {
    assertThatThrownBy(() -> written.decode(content))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_FORMAT))
        .hasMessageContainingAll(words)
        .hasMessageContainingAll(
            written.objectName(), "not damaged", "newer release", "leave the file as it is")
        .message()
        .doesNotContain("move it");
  }

  @Test
  void formatOneIsRefusedByName() {
    String text =
        """
        {
          "format": 1,
          "kind": "manifest",
          "group": "g",
          "checksum": "0000000000000000000000000000000000000000000000000000000000000000",
          "body": {}
        }
        """;
    assertThatThrownBy(() -> Written.MANIFEST.decode(text.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.OLDER_FORMAT))
        .hasMessageContainingAll("format 1", "no release wrote", "Make a new group");
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
      assertThat(e.reason()).isEqualTo(Reason.CORRUPT);
      return;
    }
    fail("with %s at %s it is read as %s", content[at], at, read);
  }

  /** The object under another header line, with a checksum that fits. */
  private static byte[] withHeader(Written written, String start) {
    String line = start + "\"sha256\":\"" + "0".repeat(64) + "\"}\n";
    return Seal.again(line + written.text().replaceFirst(".*\n", ""));
  }

  private static Reason reasonOf(Written written, byte[] content) {
    try {
      throw new AssertionError("was read as " + written.decode(content));
    } catch (Unreadable e) {
      return e.reason();
    }
  }
}
