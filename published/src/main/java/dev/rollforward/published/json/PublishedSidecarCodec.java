package dev.rollforward.published.json;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.TableId;
import dev.rollforward.published.core.PublishedSidecar;
import dev.rollforward.published.core.SidecarPin;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.store.json.Forms;
import dev.rollforward.store.json.ObjectCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sidecars of the published sweep as JSON. Stateless and safe for use by several threads. */
public final class PublishedSidecarCodec
    extends ObjectCodec<PublishedSidecar, PublishedSidecarForm> {
  /** A codec; all are alike. */
  public PublishedSidecarCodec() {
    super(Kinds.SIDECAR, PublishedSidecarForm.class);
  }

  @Override
  public GroupId group(PublishedSidecar sidecar) {
    return sidecar.group();
  }

  @Override
  public String name(PublishedSidecar sidecar) {
    return sidecar.operation().value();
  }

  @Override
  protected PublishedSidecarForm form(PublishedSidecar sidecar) {
    List<PublishedSidecarForm.PinOf> pins = new ArrayList<>();
    sidecar.pins().forEach((key, pin) -> pins.add(form(key, pin)));
    return new PublishedSidecarForm(
        sidecar.group().value(),
        PublishedSidecar.SCHEMA_VERSION,
        sidecar.operation().value(),
        sidecar.startedAt().toString(),
        sidecar.actor(),
        sidecar.kind().name(),
        pins,
        forms(sidecar.registrations()),
        forms(sidecar.tombstones()));
  }

  private static PublishedSidecarForm.PinOf form(String key, SidecarPin pin) {
    return new PublishedSidecarForm.PinOf(
        key,
        pin.path().value(),
        pin.expected(),
        pin.postCommit(),
        pin.confirmed().isPresent() ? (Long) pin.confirmed().getAsLong() : null);
  }

  private static List<PublishedSidecarForm.Table> forms(SortedMap<String, TableId> tables) {
    return tables.entrySet().stream()
        .map(table -> new PublishedSidecarForm.Table(table.getKey(), table.getValue().value()))
        .toList();
  }

  @Override
  protected PublishedSidecar object(PublishedSidecarForm form) {
    checkVersion(form);
    return new PublishedSidecar(
        new GroupId(form.group()),
        new OperationId(form.operation()),
        Forms.instant(form.startedAt()),
        form.actor(),
        Forms.constant(WriterKind.class, form.writerKind()),
        pins(form.pins()),
        tables(form.registrations()),
        tables(form.tombstones()));
  }

  private static void checkVersion(PublishedSidecarForm form) {
    if (form.schemaVersion() > PublishedSidecar.SCHEMA_VERSION) {
      throw new NewerContent("schema version " + form.schemaVersion());
    }
    if (form.schemaVersion() < 1) {
      throw new IllegalArgumentException("schema version is " + form.schemaVersion());
    }
  }

  private static SortedMap<String, SidecarPin> pins(List<PublishedSidecarForm.PinOf> forms) {
    SortedMap<String, SidecarPin> pins = new TreeMap<>();
    forms.forEach(form -> requireNew(form.key(), pins.put(form.key(), pin(form))));
    return pins;
  }

  private static SidecarPin pin(PublishedSidecarForm.PinOf form) {
    return new SidecarPin(
        new TableId(form.path()),
        form.expectedVersion(),
        form.postCommitPin(),
        form.confirmedVersion() == null
            ? OptionalLong.empty()
            : OptionalLong.of(form.confirmedVersion()));
  }

  private static SortedMap<String, TableId> tables(List<PublishedSidecarForm.Table> forms) {
    SortedMap<String, TableId> tables = new TreeMap<>();
    forms.forEach(f -> requireNew(f.key(), tables.put(f.key(), new TableId(f.path()))));
    return tables;
  }

  private static void requireNew(String key, Object before) {
    if (before != null) {
      throw new IllegalArgumentException("it names table '" + key + "' twice");
    }
  }
}
