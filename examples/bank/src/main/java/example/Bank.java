package example;

import dev.rollforward.CommitResult;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/**
 * Transfers between accounts. What leaves one account is an entry in the table {@code debits}, what
 * reaches another an entry in {@code credits}: one without the other would be money lost or made.
 * Safe for use by several threads.
 */
public final class Bank {
  private final TableGroup group;
  private final BufferAllocator memory;

  /** A bank over a group; the caller closes both. */
  public Bank(TableGroup group, BufferAllocator memory) {
    this.group = group;
    this.memory = memory;
  }

  /** Makes the two tables, with nothing in them. */
  public CommitResult found() throws IOException {
    return group.begin().create("debits", none()).create("credits", none()).commit();
  }

  private ArrowReader none() throws IOException {
    return entries(new String[0], new long[0]);
  }

  /** A transfer that is staged and not committed. */
  public Transaction transfer(String from, String to, long cents) throws IOException {
    return group
        .begin()
        .append("debits", entries(new String[] {from}, new long[] {cents}))
        .append("credits", entries(new String[] {to}, new long[] {cents}));
  }

  /** What was credited minus what was debited, over all accounts: 0, whenever one looks. */
  public long difference() throws IOException {
    try (Snapshot snapshot = group.snapshot()) {
      return sum(snapshot, "credits") - sum(snapshot, "debits");
    }
  }

  /** How many transfers there were. */
  public long transfers() {
    try (Snapshot snapshot = group.snapshot();
        TableReader credits = snapshot.read("credits")) {
      return credits.rowCount();
    }
  }

  private static long sum(Snapshot snapshot, String table) throws IOException {
    long sum = 0;
    try (TableReader reader = snapshot.read(table);
        ArrowReader rows = reader.scan()) {
      while (rows.loadNextBatch()) {
        BigIntVector cents = (BigIntVector) rows.getVectorSchemaRoot().getVector("cents");
        for (int row = 0; row < cents.getValueCount(); row++) {
          sum += cents.get(row);
        }
      }
    }
    return sum;
  }

  private ArrowReader entries(String[] accounts, long[] amounts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (VarCharVector account = new VarCharVector("account", memory);
        BigIntVector cents = new BigIntVector("cents", memory);
        VectorSchemaRoot rows = VectorSchemaRoot.of(account, cents);
        ArrowStreamWriter writer = new ArrowStreamWriter(rows, null, bytes)) {
      for (int row = 0; row < accounts.length; row++) {
        account.setSafe(row, accounts[row].getBytes(StandardCharsets.UTF_8));
        cents.setSafe(row, amounts[row]);
      }
      rows.setRowCount(accounts.length);
      writer.writeBatch();
    }
    return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), memory);
  }
}
