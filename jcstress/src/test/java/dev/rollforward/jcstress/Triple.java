package dev.rollforward.jcstress;

import dev.rollforward.runtime.NothingIsFreedUnderUse;
import dev.rollforward.runtime.SnapshotIsPublished;
import dev.rollforward.runtime.TurnIsHandedOver;
import dev.rollforward.store.blob.CacheNeverGoesBack;
import dev.rollforward.store.blob.NewestNeverGoesBack;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The triples. The three tests of one make the same calls and forbid the same outcome, except that
 * the broken one is there to show it:
 *
 * <ul>
 *   <li>{@code Idea}: what makes it right, in miniature
 *   <li>{@code Broken}: what looks right and is not
 *   <li>{@code Product}: the class of the library
 * </ul>
 */
enum Triple {
  NewestNeverGoesBack(NewestNeverGoesBack.class),
  ManifestIsCreatedOnce(ManifestIsCreatedOnce.class, "LastWriterWinsManifest"),
  AuditIsCreatedOnce(AuditIsCreatedOnce.class, "AuditAppended"),
  SidecarIsWrittenOnce(SidecarIsWrittenOnce.class),
  SnapshotIsPublished(SnapshotIsPublished.class),
  CacheNeverGoesBack(CacheNeverGoesBack.class),
  TurnIsHandedOver(TurnIsHandedOver.class),
  NothingIsFreedUnderUse(NothingIsFreedUnderUse.class),
  EventsAreNumberedOnce(EventsAreNumberedOnce.class),
  FailpointIsActivated(FailpointIsActivated.class);

  private final Class<?> home;
  private final Optional<String> fault;

  Triple(Class<?> home) {
    this.home = home;
    this.fault = Optional.empty();
  }

  /**
   * @param fault the fault of {@code spec/models/Rollforward.json} that the broken one commits
   */
  Triple(Class<?> home, String fault) {
    this.home = home;
    this.fault = Optional.of(fault);
  }

  /** The fault of the protocol that its broken test commits, if it is one of those. */
  Optional<String> fault() {
    return fault;
  }

  /** The names of its three tests, as jcstress has them. */
  List<String> tests() {
    return Stream.of("Idea", "Broken", "Product").map(this::test).toList();
  }

  /** The name of one of its tests. */
  String test(String member) {
    return home.getCanonicalName() + "." + member;
  }

  /** The names of the tests of all triples. */
  static List<String> allTests() {
    return Arrays.stream(values()).flatMap(triple -> triple.tests().stream()).toList();
  }
}
