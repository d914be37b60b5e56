package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.conformance.junit.ValidatedTrace;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a transfer: no money is lost or made, and TLC has followed every step. */
@ValidatedTrace
class BankTest {
  private static final OpenOptions RECOVERING =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  @TempDir private Path folder;
  private BufferAllocator memory;

  @BeforeEach
  void found() throws IOException {
    memory = new RootAllocator();
    try (TableGroup group = TableGroup.create(folder.resolve("bank"))) {
      assertInstanceOf(CommitResult.Committed.class, new Bank(group, memory).found());
    }
  }

  @AfterEach
  void freeMemory() {
    memory.close();
  }

  @Test
  void aTransferIsInBothTables() throws IOException {
    try (TableGroup group = TableGroup.open(folder.resolve("bank"))) {
      Bank bank = new Bank(group, memory);
      assertInstanceOf(CommitResult.Committed.class, bank.transfer("ann", "bob", 500).commit());
      assertEquals(1, bank.transfers());
      assertEquals(0, bank.difference());
    }
  }

  /** The debit was written when the process died, the credit was not. */
  @Test
  void aTransferThatDiesInTheMiddleIsUndone() throws IOException {
    try (TableGroup group = TableGroup.open(folder.resolve("bank"));
        Activation crash = Failpoints.activate(Failpoint.AfterCommitTable, Effect.halt())) {
      Transaction transfer = new Bank(group, memory).transfer("ann", "bob", 500);
      assertThrows(Halt.class, transfer::commit);
      assertEquals(1, crash.fired());
    }
    try (TableGroup group = TableGroup.open(folder.resolve("bank"), RECOVERING)) {
      Bank bank = new Bank(group, memory);
      assertEquals(0, bank.transfers());
      assertEquals(0, bank.difference());
    }
  }
}
