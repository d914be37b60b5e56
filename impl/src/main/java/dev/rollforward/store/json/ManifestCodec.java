package dev.rollforward.store.json;

import dev.rollforward.OperationId;
import dev.rollforward.Tag;
import dev.rollforward.Verdict;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Expectation;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Kept;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Source;
import dev.rollforward.core.Stale;
import dev.rollforward.core.TableId;
import dev.rollforward.core.Tombstone;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Manifests as JSON. Stateless and safe for use by several threads. */
public final class ManifestCodec extends ObjectCodec<ChainedManifest, ManifestForm> {
  /** A codec; all are alike. */
  public ManifestCodec() {
    super(ObjectKind.MANIFEST, ManifestForm.class);
  }

  /**
   * The name of manifest {@code version}: 20 digits, so that names sort as numbers do.
   *
   * @param version at least 1
   */
  public static String name(long version) {
    return String.format(Locale.ROOT, "%020d", version);
  }

  @Override
  public GroupId group(ChainedManifest manifest) {
    return manifest.manifest().group();
  }

  @Override
  public String name(ChainedManifest manifest) {
    return name(manifest.manifest().version());
  }

  @Override
  protected ManifestForm form(ChainedManifest chained) {
    Manifest manifest = chained.manifest();
    return new ManifestForm(
        manifest.group().value(),
        manifest.version(),
        chained.parent().orElse(null),
        manifest.time().toString(),
        manifest.committedBy().map(OperationId::value).orElse(null),
        manifest.origin().actor().orElse(null),
        manifest.origin().message().orElse(null),
        manifest.origin().properties(),
        Forms.map(manifest.tables(), ManifestCodec::form),
        manifest.tombstones().stream().map(ManifestCodec::form).toList(),
        Forms.map(
            manifest.sources(),
            s -> new ManifestForm.Stream(s.sequence(), s.operation().value(), s.manifestVersion())),
        decisions(manifest),
        manifest.kept().least(),
        Forms.map(
            manifest.kept().tags(),
            tag -> new ManifestForm.Tagged(tag.version(), tag.time().toString())),
        manifest
            .kept()
            .stale()
            .map(stale -> new ManifestForm.Announced(stale.manifest(), stale.before().toString()))
            .orElse(null));
  }

  private static ManifestForm.Table form(PinnedTable table) {
    Pin pin = table.pin();
    return new ManifestForm.Table(
        pin.table().value(),
        pin.version(),
        table.transaction().map(UUID::toString).orElse(null),
        table.kind(),
        table.contentSince());
  }

  private static ManifestForm.Dropped form(Tombstone dropped) {
    Pin former = dropped.former();
    return new ManifestForm.Dropped(
        dropped.name(),
        dropped.operation().value(),
        dropped.manifestVersion(),
        former.table().value(),
        former.version());
  }

  private static SortedMap<String, ManifestForm.Decided> decisions(Manifest manifest) {
    SortedMap<String, ManifestForm.Decided> decisions = new TreeMap<>();
    manifest
        .decisions()
        .forEach((operation, decision) -> decisions.put(operation.value(), form(decision)));
    return decisions;
  }

  private static ManifestForm.Decided form(Decision decision) {
    Expectation expected = decision.expected();
    return new ManifestForm.Decided(
        decision.verdict().name(),
        decision.manifestVersion(),
        expected.basedOn(),
        PinForm.of(expected.pins()));
  }

  @Override
  protected ChainedManifest object(ManifestForm form) {
    Manifest manifest =
        new Manifest(
            new GroupId(form.group()),
            form.version(),
            Forms.instant(form.time()),
            origin(form.actor(), form.message(), form.properties()),
            Forms.map(form.tables(), ManifestCodec::table),
            form.tombstones().stream().map(ManifestCodec::tombstone).toList(),
            Forms.map(
                form.sources(),
                s -> new Source(s.sequence(), new OperationId(s.operation()), s.manifest())),
            decisions(form),
            Optional.ofNullable(form.committedBy()).map(OperationId::new),
            new Kept(
                form.least(),
                Forms.map(form.tags(), tag -> new Tag(tag.manifest(), Forms.instant(tag.time()))),
                Optional.ofNullable(form.stale())
                    .map(stale -> new Stale(stale.manifest(), Forms.instant(stale.before())))));
    return new ChainedManifest(manifest, Optional.ofNullable(form.parent()));
  }

  static Origin origin(String actor, String message, SortedMap<String, String> properties) {
    return new Origin(
        Optional.ofNullable(actor), Optional.ofNullable(message), Forms.map(properties, p -> p));
  }

  private static PinnedTable table(ManifestForm.Table form) {
    return new PinnedTable(
        new Pin(new TableId(form.dataset()), form.version()),
        form.change(),
        Optional.ofNullable(form.transaction()).map(Forms::uuid),
        form.contentSince());
  }

  private static Tombstone tombstone(ManifestForm.Dropped form) {
    return new Tombstone(
        form.name(),
        new OperationId(form.operation()),
        form.manifest(),
        new Pin(new TableId(form.dataset()), form.version()));
  }

  private static SortedMap<OperationId, Decision> decisions(ManifestForm form) {
    SortedMap<OperationId, Decision> decisions = new TreeMap<>();
    Forms.map(form.decisions(), ManifestCodec::decision)
        .forEach((operation, decision) -> decisions.put(new OperationId(operation), decision));
    return decisions;
  }

  private static Decision decision(ManifestForm.Decided form) {
    return new Decision(
        Forms.constant(Verdict.class, form.verdict()),
        new Expectation(PinForm.pins(form.expected()), form.basedOn()),
        form.manifest());
  }
}
