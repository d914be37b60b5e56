package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lance.Dataset;
import org.lance.Transaction;

/** A Lance that fails as Lance does, at a chosen moment of a commit or create. */
class Failing extends LanceDatasets {
  Failing(LanceDatasets real) {
    super(real.location(), real.allocator());
  }

  @Override
  Dataset commit(Dataset base, Transaction transaction) {
    return around(() -> super.commit(base, transaction));
  }

  @Override
  Dataset create(TableId table, Transaction transaction) {
    return around(() -> super.create(table, transaction));
  }

  /** Both kinds of commit. */
  Dataset around(Supplier<Dataset> call) {
    return call.get();
  }

  /** It lands, and the answer is lost. */
  static LanceDatasets afterwards(LanceDatasets real, Supplier<RuntimeException> answer) {
    return new Failing(real) {
      @Override
      Dataset around(Supplier<Dataset> call) {
        call.get().close();
        throw answer.get();
      }
    };
  }

  /** Nothing happens. */
  static LanceDatasets instead(LanceDatasets real, Supplier<RuntimeException> answer) {
    return new Failing(real) {
      @Override
      Dataset around(Supplier<Dataset> call) {
        throw answer.get();
      }
    };
  }

  /** Makes each commit to a dataset fail with an I/O error before it lands. */
  static void transactionsOf(Path dataset) {
    Path folder = dataset.resolve("_transactions");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.delete(file);
      }
      Files.delete(folder);
      Files.createFile(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
