package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult;
import dev.rollforward.Durability;
import dev.rollforward.IndexOptions;
import dev.rollforward.NumberRows;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Snapshot;
import dev.rollforward.StoreException;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a group whose objects and tables are both in an object store, and in memory. */
@Timeout(120)
class GroupLifeTest {
  static Stream<URI> roots() {
    return Stream.of(S3Server.newRoot(), URI.create("memory://life-" + UUID.randomUUID() + "/of"));
  }

  private static OpenOptions.Builder options() {
    return S3Server.open(S3Server.shared().endpoint()).patience(Duration.ZERO);
  }

  @ParameterizedTest
  @MethodSource("roots")
  void everyKindOfChangeIsCommittedAndSeenByWhoOpensItAnew(URI root) {
    try (GroupAtUri group = new GroupAtUri(root, options().build())) {
      assertThat(group.group().root()).isEqualTo(root);
      group.create("a", "b", "c", "d");
      try (Snapshot before = group.group().snapshot()) {
        GroupAtUri.commit(
            group
                .begin()
                .append("a", group.rows(1, 2, 3))
                .overwrite("b", group.rows(7, 8))
                .upsert("c", group.rows(0, 4), "n")
                .tableMetadata("d", "key", "value"));
        try (TableReader reader = before.read("a")) {
          assertThat(reader.rowCount()).isEqualTo(1);
        }
      }
      GroupAtUri.commit(
          group
              .begin()
              .delete("a", "n = 2")
              .update("b", "n = 8", Map.of("n", "n * 10"))
              .addColumns("c", texts("more")));
      GroupAtUri.commit(group.begin().renameColumn("c", "more", "text"));
      GroupAtUri.commit(group.begin().dropColumns("c", "text"));
      GroupAtUri.commit(group.begin().compact("a"));
      GroupAtUri.commit(group.begin().buildIndex("a", "n", IndexOptions.btree().named("of_n")));
      GroupAtUri.commit(group.begin().append("a", group.rows(5)));
      GroupAtUri.commit(group.begin().optimizeIndex("a", "of_n"));
      GroupAtUri.commit(group.begin().renameTable("b", "e"));
      GroupAtUri.commit(group.begin().drop("d"));
      assertThat(group.group().inspect().problems()).isEmpty();
      assertThat(group.group().inspect().sidecars()).isEmpty();
    }
    try (GroupAtUri anew = new GroupAtUri(root, options().readOnly().build());
        Snapshot now = anew.group().snapshot()) {
      assertThat(now.tables()).containsExactly("a", "c", "e");
      assertThat(anew.numbers("a")).containsExactly(0L, 1L, 3L, 5L);
      assertThat(anew.numbers("c")).containsExactly(0L, 4L);
      assertThat(anew.numbers("e")).containsExactly(7L, 80L);
      assertThat(schema(now, "c")).isEqualTo(NumberRows.SCHEMA);
    }
  }

  private static Schema texts(String name) {
    return new Schema(List.of(Field.nullable(name, ArrowType.Utf8.INSTANCE)));
  }

  /** A writer dies on either side of each of its steps, and another process recovers. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "BeforeArmSidecar",
        "AfterArmSidecar",
        "AfterCommitTable",
        "BeforePublish",
        "AfterPublish",
        "AfterDeleteSidecar"
      })
  void whatADeadWriterLeavesIsRecovered(Failpoint point) {
    URI root = S3Server.newRoot();
    try (GroupAtUri group = new GroupAtUri(root, options().build())) {
      group.create("a", "b");
      try (Activation dies = Failpoints.activate(point, Effect.halt())) {
        assertThatThrownBy(() -> group.appendTo(1, "a", "b").commit()).isInstanceOf(Halt.class);
        assertThat(dies.fired()).isEqualTo(1);
      }
      try (GroupAtUri next =
          new GroupAtUri(root, options().recovery(RecoveryPolicy.FULL).build())) {
        assertThat(next.numbers("a")).isEqualTo(next.numbers("b"));
        assertThat(next.numbers("a")).hasSize(point.compareTo(Failpoint.BeforePublish) < 0 ? 1 : 2);
        assertThat(next.group().inspect().sidecars()).isEmpty();
        assertThat(next.group().inspect().problems()).isEmpty();
        GroupAtUri.commit(next.appendTo(2, "a", "b"));
        assertThat(next.numbers("a")).isEqualTo(next.numbers("b")).endsWith(2L);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("roots")
  void aGroupIsMadeOnce(URI root) {
    assertThatThrownBy(() -> TableGroup.open(root, options().build()))
        .isInstanceOf(StoreException.Unreadable.class)
        .hasMessageContaining(root.toString());
    TableGroup.create(root, options().durability(Durability.POWER).build()).close();
    assertThatThrownBy(() -> TableGroup.create(root, options().build()))
        .isInstanceOf(StoreException.AlreadyExists.class);
  }

  @Test
  void aSnapshotOfAnotherRootIsRefused() {
    try (GroupAtUri one = new GroupAtUri(S3Server.newRoot(), options().build());
        GroupAtUri other = new GroupAtUri(S3Server.newRoot(), options().build());
        Snapshot snapshot = one.group().snapshot()) {
      assertThatThrownBy(() -> other.group().begin(snapshot))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(other.group().root().toString());
    }
  }

  /** The handle has the version below still open from its own commit. */
  @Test
  void whatADeadWriterLeftAboveTheVersionThatIsKeptIsSeen() {
    URI root = S3Server.newRoot();
    OpenOptions once = options().retries(0).build();
    try (GroupAtUri one = new GroupAtUri(root, once);
        GroupAtUri other = new GroupAtUri(root, once)) {
      one.create("a", "b");
      try (Activation dies = Failpoints.activate(Failpoint.AfterCommitTable, Effect.halt())) {
        assertThatThrownBy(() -> other.appendTo(1, "a", "b").commit()).isInstanceOf(Halt.class);
        assertThat(dies.fired()).isEqualTo(1);
      }
      GroupAtUri.commit(one.appendTo(2, "a", "b"));
      assertThat(one.numbers("a")).containsExactly(0L, 2L);
      assertThat(one.numbers("b")).containsExactly(0L, 2L);
    }
  }

  /** Two handles with their own clients, one after the other on the same table. */
  @Test
  void aConflictIsFoundAndRetried() {
    URI root = S3Server.newRoot();
    try (GroupAtUri one = new GroupAtUri(root, options().build());
        GroupAtUri other = new GroupAtUri(root, options().build())) {
      one.create("a", "b");
      try (Snapshot seen = other.group().snapshot()) {
        GroupAtUri.commit(one.appendTo(1, "a"));
        CommitResult stale = other.appendTo(other.group().begin(seen), 2, "a", "b").commit();
        assertThat(stale).isInstanceOf(CommitResult.Rejected.class);
      }
      GroupAtUri.commit(other.appendTo(3, "a", "b"));
      assertThat(one.numbers("a")).containsExactly(0L, 1L, 3L);
      assertThat(one.numbers("b")).containsExactly(0L, 3L);
    }
  }

  private static Schema schema(Snapshot snapshot, String table) {
    try (TableReader reader = snapshot.read(table)) {
      return reader.schema();
    }
  }
}
