package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollforward.StoreException.Unreadable;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each row of {@link PublishedFaultsTest} can fail, in both halves: the published one where its
 * damage is not done, the shipped one where a fault does some.
 */
class RedRowsTest {
  @TempDir Path folder;

  /** A row, a fault that the shipped half must find, and what each half says when it is red. */
  private enum Row {
    FailOpenOnLostPublish(
        PublishedSchedules::failOpenOnLostPublish,
        "Expecting Optional to contain a value",
        ShippedSchedules::failOpenOnLostPublish,
        RowFault.LostPublishFails,
        "manifest 3 exists"),
    DuplicateAudit(
        PublishedSchedules::duplicateAudit,
        "[RolledForward]",
        ShippedSchedules::duplicateAudit,
        RowFault.AuditAppended,
        "[COMMITTED, COMMITTED]"),
    GhostAdoption(
        PublishedSchedules::ghostAdoption,
        "[1L]",
        ShippedSchedules::ghostAdoption,
        RowFault.HeadNeedNotResolve,
        "NoDriftAfterDecision"),
    FalseRolledForward(
        PublishedSchedules::falseRolledForward,
        "[RolledForward]",
        ShippedSchedules::falseRolledForward,
        RowFault.NoFence,
        "NoDriftAfterDecision"),
    RollbackFlipsForward(
        PublishedSchedules::rollbackFlipsForward,
        "[RolledBack]",
        ShippedSchedules::rollbackFlipsForward,
        RowFault.AuditAppended,
        "[ABORTED, ABORTED]"),
    RestoreBuriesLiveWriter(
        PublishedSchedules::restoreBuriesLiveWriter,
        "Expecting Optional to contain a value",
        ShippedSchedules::restoreBuriesLiveWriter,
        RowFault.LastWriterWinsManifest,
        "AckedIsVisible"),
    PublishWithoutExpected(
        PublishedSchedules::publishWithoutExpected,
        "ExpectedVersionMismatch",
        ShippedSchedules::publishWithoutExpected,
        RowFault.NoParentCheck,
        "CONFLICT"),
    SchemaPromotedDataRolledBack(
        PublishedSchedules::schemaPromotedDataRolledBack,
        "[1L, 10L]",
        ShippedSchedules::schemaPromotedDataRolledBack,
        RowFault.HeadNeedNotResolve,
        "[table a]"),
    IndexBuiltInsideCommit(
        PublishedSchedules::indexBuiltInsideCommit,
        "[1L, 10L]",
        ShippedSchedules::indexBuiltInsideCommit,
        RowFault.OnlyHeadIsOwned,
        "[table a]"),
    ListedThenGone(
        PublishedSchedules::listedThenGone,
        "Expecting Optional to contain a value",
        ShippedSchedules::listedThenGone,
        RowFault.GoneFails,
        "the sidecar of w1 is gone"),
    ForeignSidecar(
        PublishedSchedules::foreignSidecar,
        "and the group here is",
        ShippedSchedules::foreignSidecar,
        RowFault.ForeignIsOurs,
        "Expected size: 1 but was: 0"),
    NotHealFirst(
        PublishedSchedules::notHealFirst,
        "[1L, 10L]",
        ShippedSchedules::notHealFirst,
        RowFault.HeadNeedNotResolve,
        "ABORTED"),
    RetroactiveClaim(
        PublishedSchedules::retroactiveClaim,
        "[RolledForward]",
        ShippedSchedules::retroactiveClaim,
        RowFault.HeadNeedNotResolve,
        "ABORTED"),
    StaleSchemaLock(
        PublishedSchedules::staleSchemaLock,
        "Expecting code to raise a throwable",
        ShippedSchedules::staleSchemaLock,
        RowFault.NameIsLocked,
        "is locked by n-w1");

    private final ThrowingConsumer<PublishedSchedules> published;
    private final String publishedSays;
    private final ThrowingConsumer<ShippedSchedules> shipped;
    private final RowFault fault;
    private final String shippedSays;

    Row(
        ThrowingConsumer<PublishedSchedules> published,
        String publishedSays,
        ThrowingConsumer<ShippedSchedules> shipped,
        RowFault fault,
        String shippedSays) {
      this.published = published;
      this.publishedSays = publishedSays;
      this.shipped = shipped;
      this.fault = fault;
      this.shippedSays = shippedSays;
    }

    String test() {
      return name().substring(0, 1).toLowerCase(Locale.ROOT) + name().substring(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  void withoutTheFaultThePublishedHalfFails(Row row) {
    PublishedSchedules harmless = new PublishedSchedules(folder.resolve("root"), false);

    assertThat(catchThrowable(() -> row.published.acceptThrows(harmless)))
        .isInstanceOfAny(AssertionError.class, Unreadable.class)
        .hasMessageContaining(row.publishedSays);
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  void withAFaultTheShippedHalfFails(Row row) {
    ShippedSchedules faulty = new ShippedSchedules(folder.resolve("root"), row.fault.plant());

    assertThat(catchThrowable(() -> row.shipped.acceptThrows(faulty)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(row.shippedSays);
  }

  @Test
  void everyRowIsHere() {
    assertThat(Arrays.stream(Row.values()).map(Row::test))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PublishedFaultsTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .toList());
  }
}
