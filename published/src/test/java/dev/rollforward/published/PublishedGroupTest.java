package dev.rollforward.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.TableGroup;
import dev.rollforward.core.Pin;
import dev.rollforward.published.core.AuditEntry.Verdict;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.SidecarPin;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Action;
import dev.rollforward.published.engine.Fault;
import dev.rollforward.published.engine.RefusedException;
import dev.rollforward.published.engine.SidecarSweep.Mode;
import dev.rollforward.published.engine.SweepFailedException;
import dev.rollforward.published.engine.SweepReport.Ending;
import dev.rollforward.store.json.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The published sweep on real Lance tables, as far as it works. */
class PublishedGroupTest {
  @TempDir Path folder;
  private PublishedRoot bench;

  @BeforeEach
  void twoTables() {
    bench = new PublishedRoot(folder.resolve("root"), "a", "b");
  }

  @AfterEach
  void nothingLeaks() {
    bench.close();
  }

  private UnaryOperator<PublishedOperation> appendTwoToBoth() {
    return operation -> operation.append("a", bench.rows(2)).append("b", bench.rows(2));
  }

  @ParameterizedTest
  @EnumSource(WriterKind.class)
  void anAppendToTwoTables(WriterKind kind) {
    try (PublishedGroup group = bench.open()) {
      PublishedOperation operation = appendTwoToBoth().apply(group.operation(kind));

      assertThat(operation.commit()).isEqualTo(new Reply.Ok(operation.id(), 3));

      assertVisible(group, 1, 2);
      assertThat(group.view().sidecars()).isEmpty();
      assertThat(group.view().audits()).isEmpty();
    }
  }

  @Test
  void theStepsOfAWriterAreThoseOfTheSpec() {
    List<String> steps = new ArrayList<>();
    PublishedOptions noting =
        PublishedOptions.asMerged()
            .withActor("w")
            .withListener(e -> steps.add(e.actor() + " " + e.action() + e.table().orElse("")));

    try (PublishedGroup group = bench.open(noting)) {
      appendTwoToBoth().apply(group.operation(WriterKind.BranchMerge)).commit();
    }

    assertThat(steps)
        .containsExactly(
            "w Enter",
            "w ArmSidecar",
            "w CommitTablea",
            "w CommitTableb",
            "w ConfirmSidecar",
            "w Publish",
            "w DeleteSidecar");
  }

  @Test
  void aSchemaChangeAddsDropsAndBringsItsFile() {
    try (PublishedGroup group = bench.open()) {
      PublishedOperation change =
          group
              .operation(WriterKind.SchemaApply)
              .append("a", bench.rows(2))
              .create("c", bench.rows(7))
              .drop("b")
              .schema("a c");

      assertThat(change.commit()).isInstanceOf(Reply.Ok.class);

      assertThat(group.view().manifest().pins().keySet()).containsExactly("a", "c");
      assertThat(PublishedRoot.visible(group, "a")).containsExactly(1L, 2L);
      assertThat(PublishedRoot.visible(group, "c")).containsExactly(7L);
      assertThat(group.view().promoted()).containsExactly(change.id());
    }
  }

  @Test
  void aTableIsWrittenAnewAndIndexed() {
    try (PublishedGroup group = bench.open()) {
      group.operation(WriterKind.Load).replace("a", bench.rows(5, 6)).commit();
      group.operation(WriterKind.EnsureIndices).index("a", "n").commit();

      assertThat(PublishedRoot.visible(group, "a")).containsExactly(5L, 6L);
      assertThat(group.view().manifest().pin("a").map(Pin::version)).contains(3L);
      assertThat(group.view().heads()).containsEntry("a", 3L);
    }
  }

  /** What an open makes of a writer that died, and what is visible then. */
  @ParameterizedTest
  @CsvSource({
    "Mutation,    Enter,          ,              false",
    "Mutation,    ArmSidecar,     RolledBack,    false",
    "Mutation,    CommitTable,    RolledBack,    false",
    "Mutation,    Publish,        RolledForward, true",
    "Mutation,    DeleteSidecar,  ,              true",
    "Load,        CommitTable,    RolledBack,    false",
    "SchemaApply, CommitTable,    RolledBack,    false",
    "BranchMerge, CommitTable,    RolledBack,    false",
    "BranchMerge, ConfirmSidecar, RolledForward, true",
  })
  void anOpenRecoversWhatDiedAfter(WriterKind kind, Action last, Verdict verdict, boolean visible) {
    OperationId dead = bench.dieAfter(last, kind, appendTwoToBoth());

    try (PublishedGroup group = bench.open()) {
      assertAudited(group, dead, verdict);
      assertVisible(group, visible ? new long[] {1, 2} : new long[] {1});
      assertThat(appendTwoToBoth().apply(group.operation(kind)).commit())
          .isInstanceOf(Reply.Ok.class);
    }
  }

  @Test
  void anOpenRollsForwardWhatIsComplete() {
    OperationId dead = diedComplete();

    try (PublishedGroup group = bench.open()) {
      assertThat(group.openReport().endings()).containsEntry(dead, Ending.RolledForward);
      assertAudited(group, dead, Verdict.RolledForward);
      assertVisible(group, 1, 2);
    }
  }

  /** A writer that dies after its last table commit. */
  private OperationId diedComplete() {
    PublishedOptions dying =
        PublishedOptions.asMerged()
            .withListener(
                event -> {
                  if (event.action() == Action.CommitTable && event.table().get().equals("b")) {
                    throw new PublishedRoot.SimulatedCrash();
                  }
                });
    try (PublishedGroup group = bench.open(dying)) {
      PublishedOperation operation = appendTwoToBoth().apply(group.operation(WriterKind.Mutation));
      assertThatThrownBy(operation::commit).isInstanceOf(PublishedRoot.SimulatedCrash.class);
      return operation.id();
    }
  }

  /** Any further open finishes what an open left, though the audit may be wrong by then. */
  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {
        "SweepList",
        "SweepClassify",
        "SweepRestoreTable",
        "SweepRollBack",
        "SweepAudit",
        "SweepDeleteSidecar"
      })
  void anOpenFinishesWhatAnOpenLeft(Action last) {
    bench.dieAfter(Action.CommitTable, WriterKind.Mutation, appendTwoToBoth());
    assertThatThrownBy(() -> bench.open(PublishedRoot.dyingAt(last)))
        .isInstanceOf(PublishedRoot.SimulatedCrash.class);

    try (PublishedGroup group = bench.open()) {
      assertVisible(group, 1);
      assertThat(group.view().sidecars()).isEmpty();
      assertThat(group.view().audits()).isNotEmpty();
    }
  }

  @Test
  void aRegistrationAndATombstoneRollForward() {
    OperationId dead =
        bench.dieAfter(
            Action.CommitTable, // of c: added tables come first
            WriterKind.SchemaApply,
            operation -> operation.create("c", bench.rows(7)).drop("b").schema("a c"));

    try (PublishedGroup group = bench.open()) {
      assertAudited(group, dead, Verdict.RolledForward);
      assertThat(group.view().manifest().pins().keySet()).containsExactly("a", "c");
      assertThat(group.view().promoted()).containsExactly(dead);
    }
  }

  @Test
  void aSidecarOfAConfirmedKindIsPutTwice() {
    bench.dieAfter(
        Action.ConfirmSidecar,
        WriterKind.BranchMerge,
        operation -> operation.append("a", bench.rows(2)).append("a", bench.rows(3)));

    assertThat(PublishedGroup.inspect(bench.root()).sidecars())
        .singleElement()
        .satisfies(
            sidecar -> {
              SidecarPin pin = sidecar.pins().get("a");
              assertThat(pin.expected()).isEqualTo(1);
              assertThat(pin.postCommit()).isEqualTo(2);
              assertThat(pin.confirmed()).isEqualTo(OptionalLong.of(3));
            });
    try (PublishedGroup group = bench.open()) {
      assertThat(PublishedRoot.visible(group, "a")).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void aRunningProcessRollsForwardOnlyAndAWriterRefuses() {
    OperationId dead = bench.dieAfter(Action.CommitTable, WriterKind.Mutation, appendTwoToBoth());
    PublishedOptions running = PublishedOptions.asMerged().withMode(Mode.RollForwardOnly);

    try (PublishedGroup group = bench.open(running)) {
      assertThat(group.openReport().endings()).containsEntry(dead, Ending.Left);
      PublishedOperation next = appendTwoToBoth().apply(group.operation(WriterKind.Load));
      assertThatThrownBy(next::commit)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(dead.value());
    }
  }

  @Test
  void aWriterHealsFirstAndAnOptimizeRefuses() {
    try (PublishedGroup early = bench.open()) {
      OperationId dead = diedComplete();
      PublishedOperation optimize = early.operation(WriterKind.Optimize).index("a", "n");
      assertThatThrownBy(optimize::commit)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("Optimize refused");

      assertThat(early.operation(WriterKind.Load).append("a", bench.rows(3)).commit())
          .isInstanceOf(Reply.Ok.class);

      assertAudited(early, dead, Verdict.RolledForward);
      assertThat(PublishedRoot.visible(early, "a")).containsExactly(1L, 2L, 3L);
    }
  }

  /** The race: one open is parked after it classified, until another has finished. */
  @ParameterizedTest
  @CsvSource({"BEFORE_FIX, 1", "AS_PROPOSED, 2", "AS_MERGED, 1"})
  void aLostRollForward(Variant variant, int audits) {
    diedComplete();
    PublishedOptions loser =
        PublishedOptions.asMerged()
            .withVariant(variant)
            .withListener(
                event -> {
                  if (event.action() == Action.SweepClassify) {
                    bench.open().close();
                  }
                });

    if (variant == Variant.BEFORE_FIX) {
      assertThatThrownBy(() -> bench.open(loser))
          .isInstanceOf(SweepFailedException.class)
          .hasMessageContaining("ExpectedVersionMismatch")
          .hasMessageContaining("expected version 1, actual version 2");
    } else {
      bench.open(loser).close();
    }

    try (PublishedGroup group = bench.open()) {
      assertVisible(group, 1, 2);
      assertThat(group.view().audits()).hasSize(audits);
      assertThat(group.view().sidecars()).isEmpty();
    }
  }

  @Test
  void aMovedTableIsAFailure() {
    try (PublishedGroup group = bench.open()) {
      PublishedOptions parked =
          PublishedOptions.asMerged()
              .withListener(
                  event -> {
                    if (event.action() == Action.Enter) {
                      group.operation(WriterKind.Load).append("a", bench.rows(2)).commit();
                    }
                  });
      try (PublishedGroup other = bench.open(parked)) {
        PublishedOperation late = other.operation(WriterKind.Load).append("a", bench.rows(3));

        assertThat(late.commit())
            .isInstanceOfSatisfying(
                Reply.Failed.class,
                failed -> {
                  assertThat(failed.mismatch().orElseThrow().expected()).isEqualTo(1);
                  assertThat(failed.mismatch().orElseThrow().actual()).isEqualTo(2);
                });
      }
    }
  }

  @Test
  void aBareAppendMovesHeadAlone() {
    BareAppend.to(bench.root(), "a", bench.rows(9));

    try (PublishedGroup group = bench.open()) {
      assertThat(group.view().heads()).containsEntry("a", 2L);
      assertVisible(group, 1);
      PublishedOptions options = PublishedOptions.asMerged();
      try (PublishedGroup strict = bench.open(options, Fault.RefusesDrift)) {
        assertThatThrownBy(
                () -> strict.operation(WriterKind.Load).append("a", bench.rows(2)).commit())
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("HEAD is 2, pin is 1");
      }
    }
  }

  @Test
  void theOtherProtocolsRootIsRefused() throws IOException {
    Path ours = folder.resolve("ours");
    TableGroup.openOrCreate(ours).close();

    for (Path root : List.of(bench.root(), ours)) {
      assertRefusedByTheOther(root);
    }
    Files.delete(bench.root().resolve("__protocol.json"));
    Files.delete(ours.resolve("__protocol.json"));
    for (Path root : List.of(bench.root(), ours)) {
      assertRefusedByTheOther(root);
    }
    TableGroup.open(ours).close();
  }

  private void assertRefusedByTheOther(Path root) {
    boolean ours = !root.equals(bench.root());
    assertThatThrownBy(() -> (ours ? PublishedGroup.open(root) : TableGroup.open(root)).close())
        .isInstanceOfSatisfying(
            Unreadable.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.FOREIGN);
              String maker = ours ? "'rollforward'" : "'published-sweep'";
              assertThat(refused).hasMessageContaining("this root was made by protocol " + maker);
              assertThat(refused.remedy()).contains(maker);
            });
    assertThatThrownBy(
            () -> (ours ? PublishedGroup.create(root) : TableGroup.openOrCreate(root)).close())
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void aMakerThatDiedBeforeItsFirstManifestDecidesTheProtocol() throws IOException {
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.copy(bench.root().resolve("__protocol.json"), half.resolve("__protocol.json"));

    assertThatThrownBy(() -> TableGroup.openOrCreate(half)).hasMessageContaining("published-sweep");
    PublishedGroup.create(half).close();
    assertThat(PublishedGroup.inspect(half).manifest().group())
        .isEqualTo(PublishedGroup.inspect(bench.root()).manifest().group());
  }

  @Test
  void aDamagedMarkIsRefused() throws IOException {
    Path mark = bench.root().resolve("__protocol.json");
    Files.writeString(mark, Files.readString(mark).replace("published-sweep", "rollforward"));

    assertThatThrownBy(() -> bench.open())
        .isInstanceOfSatisfying(
            Unreadable.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.CORRUPT);
              assertThat(refused.location()).isEqualTo(mark.toString());
            });
  }

  @Test
  void theMarkOfAnotherRootIsRefused() throws IOException {
    Path mark = bench.root().resolve("__protocol.json");
    try (PublishedRoot other = new PublishedRoot(folder.resolve("other"))) {
      Files.copy(
          other.root().resolve("__protocol.json"), mark, StandardCopyOption.REPLACE_EXISTING);
    }

    assertThatThrownBy(() -> bench.open())
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining(mark.toString())
        .hasMessageContaining("this is the mark of group");
  }

  /** A sidecar that must not be used fails every open and every writer, and stays as it is. */
  @ParameterizedTest
  @CsvSource({"half, CORRUPT", "newer, NEWER_FORMAT", "renamed, FOREIGN", "stray, FOREIGN"})
  void aSidecarThatMustNotBeUsedIsRefused(String how, Reason reason) throws IOException {
    try (PublishedGroup early = bench.open()) {
      OperationId dead = bench.dieAfter(Action.CommitTable, WriterKind.Mutation, appendTwoToBoth());
      Path good = bench.root().resolve("__recovery").resolve(dead + ".json");
      Path bad = spoil(good, how);
      byte[] before = Files.readAllBytes(bad);

      assertThatThrownBy(() -> bench.open())
          .isInstanceOfSatisfying(
              Unreadable.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(reason);
                assertThat(refused.location()).isEqualTo(bad.toString());
              });
      PublishedOperation next = appendTwoToBoth().apply(early.operation(WriterKind.Load));
      assertThatThrownBy(next::commit).isInstanceOf(Unreadable.class);
      assertThat(Files.readAllBytes(bad)).isEqualTo(before);
      assertThat(early.view().problems()).hasSize(1);
    }
  }

  private static Path spoil(Path sidecar, String how) throws IOException {
    String text = Files.readString(sidecar);
    return switch (how) {
      case "half" -> Files.writeString(sidecar, text.substring(0, text.length() / 2));
      case "newer" ->
          Files.write(
              sidecar,
              Seal.again(
                  text.replace("\"format\":2,\"minReader\":2", "\"format\":3,\"minReader\":3")));
      case "renamed" -> Files.move(sidecar, sidecar.resolveSibling("another.json"));
      default -> Files.move(sidecar, sidecar.resolveSibling("Stray.txt"));
    };
  }

  @Test
  void aSidecarOfAnotherRootIsRefusedUnlessTheFaultIsOn() throws IOException {
    OperationId dead = diedComplete();
    try (PublishedRoot other = new PublishedRoot(folder.resolve("other"), "a", "b")) {
      Path copy = other.root().resolve("__recovery").resolve(dead + ".json");
      Files.createDirectories(copy.getParent());
      Files.copy(bench.root().resolve("__recovery").resolve(dead + ".json"), copy);

      assertThatThrownBy(() -> other.open())
          .isInstanceOfSatisfying(
              Unreadable.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.FOREIGN));

      try (PublishedGroup group = other.open(PublishedOptions.asMerged(), Fault.ForeignSidecar)) {
        assertAudited(group, dead, Verdict.RolledBack);
      }
    }
  }

  @Test
  void schemaChangesAreForSchemaApply() {
    try (PublishedGroup group = bench.open()) {
      assertThatThrownBy(() -> group.operation(WriterKind.Load).drop("a"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> group.operation(WriterKind.Load).append("z", bench.rows(1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> group.operation(WriterKind.Load).commit())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static void assertAudited(PublishedGroup group, OperationId operation, Verdict verdict) {
    assertThat(group.view().audits())
        .filteredOn(entry -> entry.operation().equals(operation))
        .extracting(entry -> entry.verdict())
        .containsExactlyElementsOf(verdict == null ? List.of() : List.of(verdict));
    assertThat(group.view().sidecars()).isEmpty();
  }

  private static void assertVisible(PublishedGroup group, long... rows) {
    List<Long> expected = Arrays.stream(rows).boxed().toList();
    assertThat(PublishedRoot.visible(group, "a")).isEqualTo(expected);
    assertThat(PublishedRoot.visible(group, "b")).isEqualTo(expected);
  }
}
