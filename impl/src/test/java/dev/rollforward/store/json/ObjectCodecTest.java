package dev.rollforward.store.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.Tag;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Kept;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, that it is read back, and that it is refused elsewhere. */
class ObjectCodecTest {
  private static final OperationId OPERATION = new OperationId("op");

  @ParameterizedTest
  @EnumSource
  void theFormatIsThis(Written written) {
    assertThat(written.text()).isEqualTo(new String(encode(written), UTF_8));
    assertThat(written.decode(written.text().getBytes(UTF_8))).isEqualTo(written.object());
  }

  @Test
  void theFirstManifestHasNoParent() {
    Manifest first = Manifest.first(Written.GROUP);
    byte[] content = new ManifestCodec().encode(new ChainedManifest(first, Optional.empty()));
    assertThat(new String(content, UTF_8)).contains("\"parent\": null", "\"committedBy\": null");
    assertThat(decode(content, 1)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "tä\u0000b\"l\\e\n", "\uD83D\uDE00", "\"sha256\":\"0\"", "a.b/c", "{}"})
  void everyTableNameComesBack(String name) {
    TreeMap<String, Pin> pins = new TreeMap<>();
    pins.put(name, new Pin(new TableId("t"), Long.MAX_VALUE));
    Manifest manifest = Manifest.of(Written.GROUP, 2, pins, Map.of(), Optional.empty());
    ChainedManifest chained = new ChainedManifest(manifest, Optional.of("0".repeat(64)));
    assertThat(decode(new ManifestCodec().encode(chained), 2)).isEqualTo(manifest);
  }

  @Test
  void everyTimeAndDurationComesBack() {
    for (Instant time :
        new Instant[] {Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(1, 1)}) {
      Manifest manifest =
          new Manifest(
              Written.GROUP,
              1,
              time,
              Origin.UNKNOWN,
              new TreeMap<>(),
              List.of(),
              new TreeMap<>(),
              new TreeMap<>(),
              Optional.empty(),
              new Kept(1, new TreeMap<>(Map.of("t", new Tag(1, time))), Optional.empty()));
      byte[] content = new ManifestCodec().encode(new ChainedManifest(manifest, Optional.empty()));
      assertThat(decode(content, 1)).isEqualTo(manifest);
    }
    for (Duration patience :
        new Duration[] {Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(Long.MAX_VALUE)}) {
      Sidecar sidecar =
          new Sidecar(
              Written.GROUP,
              OPERATION,
              List.of(plan("t")),
              new TreeMap<>(),
              new TreeMap<>(),
              1,
              patience,
              Origin.UNKNOWN);
      byte[] content = new SidecarCodec().encode(sidecar);
      assertThat(new SidecarCodec().decode(content, "here", "op").patience()).isEqualTo(patience);
    }
  }

  /** So the difference of two manifests has a line per table. */
  @Test
  void aManifestHasALinePerTable() {
    TreeMap<String, Pin> pins = new TreeMap<>();
    for (int table = 0; table < 100; table++) {
      pins.put("table " + table, new Pin(new TableId("t" + table), 1));
    }
    Manifest manifest = Manifest.of(Written.GROUP, 1, pins, Map.of(), Optional.empty());
    byte[] content = new ManifestCodec().encode(new ChainedManifest(manifest, Optional.empty()));
    assertThat(new String(content, UTF_8).lines().filter(line -> line.contains("\"table ")))
        .hasSize(100)
        .allSatisfy(line -> assertThat(line).contains("\"dataset\": ", "\"version\": 1"));
  }

  @Test
  void whatCouldNotBeReadAgainIsNotWritten() {
    refusesToWrite("a lone surrogate \uD83D");
    refusesToWrite("x".repeat(ObjectCodec.MAX_BYTES));
    refusesToWrite("x".repeat(2 << 20));
    Audit nowhere =
        new Audit(
            Written.GROUP,
            OPERATION,
            new TreeMap<>(),
            Verdict.COMMITTED,
            "why",
            0,
            Optional.empty());
    assertThatThrownBy(() -> new AuditCodec().encode(nowhere))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageContainingAll("audit op", "manifest is 0");
  }

  @ParameterizedTest
  @EnumSource
  void anotherGroupsObjectIsForeign(Written written) {
    GroupId other = new GroupId("other");
    assertThatThrownBy(
            () ->
                written
                    .codec()
                    .decode(encode(written), "/root/x.json", written.objectName(), other))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.FOREIGN))
        .hasMessageContainingAll(
            "/root/x.json", "of group g", "is other", written.codec().kind().remedy());
  }

  @ParameterizedTest
  @EnumSource
  void anObjectUnderAnotherNameIsForeign(Written written) {
    assertThatThrownBy(
            () -> written.codec().decode(encode(written), "/root/x.json", "x", Written.GROUP))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.FOREIGN))
        .hasMessageContainingAll("/root/x.json", written.objectName(), "not its own");
  }

  private static void refusesToWrite(String name) {
    Sidecar sidecar = Sidecar.of(Written.GROUP, OPERATION, 1, List.of(plan(name)));
    assertThatThrownBy(() -> new SidecarCodec().encode(sidecar))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageContaining("sidecar op");
  }

  private static TablePlan plan(String name) {
    return TablePlan.append(name, new Pin(new TableId("t"), 1), 1, UUID.randomUUID());
  }

  private static Manifest decode(byte[] content, long version) {
    String name = ManifestCodec.name(version);
    return new ManifestCodec().decode(content, "/root/" + name, name, Written.GROUP).manifest();
  }

  private static byte[] encode(Written written) {
    return encode(written.codec(), written.object());
  }

  @SuppressWarnings("unchecked") // Written pairs each object with the codec of its kind
  private static <T> byte[] encode(ObjectCodec<T, ?> codec, Object object) {
    return codec.encode((T) object);
  }
}
