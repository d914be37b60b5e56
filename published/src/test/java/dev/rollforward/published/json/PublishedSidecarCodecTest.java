package dev.rollforward.published.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.TableId;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.core.SidecarPin;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.store.json.Seal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read back, and nothing else is read. */
class PublishedSidecarCodecTest {
  private static final GroupId GROUP = new GroupId("published-sweep-g");
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");

  private final PublishedSidecarCodec codec = new PublishedSidecarCodec();

  @ParameterizedTest
  @EnumSource(WriterKind.class)
  void everyKindIsReadBack(WriterKind kind) {
    PublishedSidecar written = sidecar(kind);

    assertThat(codec.decode(codec.encode(written), "here", "op-1", GROUP)).isEqualTo(written);
  }

  @Test
  void anAuditEntryIsReadBack() {
    AuditEntry written =
        new AuditEntry(
            GROUP, new OperationId("op-1"), 2, AuditEntry.Verdict.RolledBack, "sweep", THEN);
    AuditEntryCodec audits = new AuditEntryCodec();

    assertThat(audits.decode(audits.encode(written), "here", "op-1.2", GROUP)).isEqualTo(written);
  }

  @Test
  void theFileSaysWhatPeopleLookFor() {
    assertThat(text())
        .startsWith("{\"rollforward\":\"published-sidecar\",\"format\":2,")
        .contains("\"schemaVersion\": 1", "\"writerKind\": \"BranchMerge\"")
        .contains("\"startedAt\": \"2026-01-02T03:04:05.678Z\"", "\"actor\": \"writer 1\"")
        .contains("\"key\": \"a\"", "\"path\": \"a.lance\"", "\"expectedVersion\": 3")
        .contains("\"postCommitPin\": 4", "\"confirmedVersion\": 5", "\"confirmedVersion\": null");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"schemaVersion\": 1',            '\"schemaVersion\": 2',             NEWER_FORMAT",
    "'\"schemaVersion\": 1',            '\"schemaVersion\": 9, \"new\": 1', NEWER_FORMAT",
    "'\"schemaVersion\": 1',            '\"schemaVersion\": 0',             CORRUPT",
    "'\"format\":2,\"minReader\":2',    '\"format\":3,\"minReader\":3',     NEWER_FORMAT",
    "'\"actor\"',                       '\"actors\"',                       CORRUPT",
    "BranchMerge,                       BranchSplit,                        CORRUPT",
    "2026-01-02,                        yesterday,                          CORRUPT",
    "'\"key\": \"b\"',                  '\"key\": \"a\"',                   CORRUPT",
    "'\"expectedVersion\": 3',          '\"expectedVersion\": 0',           CORRUPT",
    "'\"path\": \"a.lance\"',           '\"path\": \"../a.lance\"',         CORRUPT",
    "'\"rollforward\":\"published-',     '\"rollforward\":\"',                CORRUPT",
  })
  void whatWasNeverWrittenIsRefused(String find, String put, Reason reason) {
    assertThat(text()).contains(find);

    assertRefused(Seal.again(text().replaceFirst(find, put)), "op-1", reason);
  }

  @Test
  void halfAFileIsRefused() {
    byte[] whole = codec.encode(sidecar(WriterKind.Load));

    assertRefused(Arrays.copyOf(whole, whole.length / 2), "op-1", Reason.CORRUPT);
    assertRefused(new byte[0], "op-1", Reason.CORRUPT);
  }

  @Test
  void anAlteredFileIsRefused() {
    byte[] altered = text().replace("writer 1", "writer 2").getBytes(StandardCharsets.UTF_8);

    assertRefused(altered, "op-1", Reason.CORRUPT);
  }

  @Test
  void aWrongNameAndAnotherRootAreRefused() {
    byte[] good = codec.encode(sidecar(WriterKind.Load));

    assertRefused(good, "op-2", Reason.FOREIGN);
    assertThatThrownBy(() -> codec.decode(good, "here", "op-1", new GroupId("other")))
        .isInstanceOfSatisfying(
            Unreadable.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.FOREIGN));
  }

  private void assertRefused(byte[] content, String name, Reason reason) {
    assertThatThrownBy(() -> codec.decode(content, "here", name, GROUP))
        .isInstanceOfSatisfying(
            Unreadable.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.location()).isEqualTo("here");
              assertThat(refused.remedy()).isNotBlank();
            });
  }

  private String text() {
    return new String(codec.encode(sidecar(WriterKind.BranchMerge)), StandardCharsets.UTF_8);
  }

  private static PublishedSidecar sidecar(WriterKind kind) {
    return new PublishedSidecar(
        GROUP,
        new OperationId("op-1"),
        THEN,
        "writer 1",
        kind,
        new TreeMap<>(
            Map.of(
                "a", SidecarPin.armed(new TableId("a.lance"), 3).confirmedAt(5),
                "b", SidecarPin.armed(new TableId("b.lance"), 7))),
        new TreeMap<>(Map.of("new", new TableId("new.lance"))),
        new TreeMap<>(Map.of("old", new TableId("old.lance"))));
  }
}
