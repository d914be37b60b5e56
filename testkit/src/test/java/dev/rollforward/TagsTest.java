package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.core.Manifest;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.local.LocalBlobs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names for points in the history of a group of real Lance tables, and clean-up beside them. */
class TagsTest extends TwoLanceTables {
  private static final Retention NEWEST =
      Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO);

  TagsTest() {
    super(OpenOptions.readWrite());
  }

  private void append(int times) {
    for (int i = 0; i < times; i++) {
      commit(group.begin().append("a", numbers(i)).append("b", numbers(i)));
    }
  }

  private long countAt(String tag) {
    try (Snapshot then = group.snapshot(At.tag(tag));
        TableReader reader = then.read("a")) {
      return CleanUpCrashTest.read(reader);
    }
  }

  /** Fault TagUnprotected. */
  @Test
  void whatHasATagStaysUntilTheTagGoes() {
    group.tags().create("start", At.version(2));
    append(3);
    assertThat(group.tags().list()).containsOnlyKeys("start");

    group.maintenance().cleanUp(NEWEST);
    assertThat(countAt("start")).isEqualTo(1);
    try (Snapshot byNumber = group.snapshot(At.version(2))) {
      assertThat(byNumber.version()).isEqualTo(2);
    }
    assertThat(group.maintenance().verify(true).findings()).isEmpty();
    try (TableGroup another = TableGroup.open(root)) {
      assertThat(another.tags().list()).isEqualTo(group.tags().list());
    }

    group.tags().delete("start");
    append(1);
    CleanUpPlan gone = group.maintenance().cleanUp(NEWEST);
    assertThat(gone.items())
        .filteredOn(item -> item.kind() == CleanUpPlan.Kind.MANIFEST)
        .extracting(CleanUpPlan.Item::path)
        .contains("2");
    assertThatThrownBy(() -> countAt("start"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no tag 'start'");
  }

  @Test
  void aTagMovesAndIsKeptByWhateverIsCommittedLater() {
    append(2);
    group.tags().create("here", At.version(3));
    assertThat(countAt("here")).isEqualTo(2);
    Tag moved = group.tags().move("here", At.version(4));
    append(1);

    assertThat(group.tags().list()).containsEntry("here", moved);
    assertThat(group.tags().create("here", At.version(4))).as("it is so already").isEqualTo(moved);
    assertThat(countAt("here")).isEqualTo(3);
    assertThat(group.history(1).get(0).tables()).containsOnlyKeys("a", "b");
  }

  /** Fault TagUnchecked: the clean-up has died once that was announced, so all is still there. */
  @Test
  void whatACleanUpIsAboutToRemoveIsNotTagged() {
    append(3);
    BlobManifestStore manifests = new BlobManifestStore(new LocalBlobs(root));
    Manifest newest = manifests.readNewest();
    manifests.create(newest.keeping(newest.kept().from(5)));

    assertThatThrownBy(() -> group.tags().create("late", At.version(3)))
        .isInstanceOf(StoreException.Unreadable.class)
        .hasMessageContaining("a clean-up has announced to delete it");
    assertThat(group.tags().create("newest", At.version(5)).version()).isEqualTo(5);
  }

  @Test
  void whatIsNoNameOrNoPointIsRefused() {
    for (String name : List.of("", "1st", "a b", "x".repeat(65), "../x", "2026-11-30T10:00:00Z")) {
      assertThatThrownBy(() -> group.tags().create(name, At.version(1)))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no name of a tag");
    }
    assertThatThrownBy(() -> group.tags().create("later", At.version(99)))
        .hasMessageContaining("there is no manifest 99");
    assertThatThrownBy(() -> group.tags().move("nothing", At.version(1)))
        .hasMessageContaining("there is no tag 'nothing'");
    group.tags().create("one", At.version(1));
    assertThatThrownBy(() -> group.tags().create("one", At.version(2)))
        .hasMessageContaining("names manifest 1 already");
    assertThat(group.tags().list()).containsOnlyKeys("one");
  }
}
