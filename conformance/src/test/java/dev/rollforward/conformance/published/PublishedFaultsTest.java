package dev.rollforward.conformance.published;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault of the published sweep, by its name in the spec and under the schedule of {@code
 * spec/counterexamples}: there the damage is seen, and under the shipped protocol it is not. {@code
 * docs/published-sweep.md} says how each ends.
 */
class PublishedFaultsTest {
  @TempDir Path folder;
  private PublishedSchedules published;
  private ShippedSchedules shipped;

  @BeforeEach
  void roots() {
    published = new PublishedSchedules(folder.resolve("published"), true);
    shipped = new ShippedSchedules(folder.resolve("shipped"), UnaryOperator.identity());
  }

  private static void compare(Executable damage, Executable soundness) {
    assertAll(damage, soundness);
  }

  @Test
  void failOpenOnLostPublish() {
    compare(published::failOpenOnLostPublish, shipped::failOpenOnLostPublish);
  }

  @Test
  void duplicateAudit() {
    compare(published::duplicateAudit, shipped::duplicateAudit);
  }

  @Test
  void ghostAdoption() {
    compare(published::ghostAdoption, shipped::ghostAdoption);
  }

  @Test
  void falseRolledForward() {
    compare(published::falseRolledForward, shipped::falseRolledForward);
  }

  @Test
  void rollbackFlipsForward() {
    compare(published::rollbackFlipsForward, shipped::rollbackFlipsForward);
  }

  @Test
  void restoreBuriesLiveWriter() {
    compare(published::restoreBuriesLiveWriter, shipped::restoreBuriesLiveWriter);
  }

  @Test
  void publishWithoutExpected() {
    compare(published::publishWithoutExpected, shipped::publishWithoutExpected);
  }

  @Test
  void schemaPromotedDataRolledBack() {
    compare(published::schemaPromotedDataRolledBack, shipped::schemaPromotedDataRolledBack);
  }

  @Test
  void indexBuiltInsideCommit() {
    compare(published::indexBuiltInsideCommit, shipped::indexBuiltInsideCommit);
  }

  @Test
  void listedThenGone() {
    compare(published::listedThenGone, shipped::listedThenGone);
  }

  @Test
  void foreignSidecar() {
    compare(published::foreignSidecar, shipped::foreignSidecar);
  }

  @Test
  void notHealFirst() {
    compare(published::notHealFirst, shipped::notHealFirst);
  }

  @Test
  void retroactiveClaim() {
    compare(published::retroactiveClaim, shipped::retroactiveClaim);
  }

  @Test
  void staleSchemaLock() {
    compare(published::staleSchemaLock, shipped::staleSchemaLock);
  }
}
