package dev.rollforward.store.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** File systems used in the ways that do not work, one for each statement of the contract. */
final class BrokenOps {
  private BrokenOps() {}

  /** Breaks {@code OneWinner}: two may find the name free, and then both take it. */
  static FileOps checkThenAct() {
    return new ForwardingOps() {
      @Override
      public void link(Path name, Path existing) throws IOException {
        if (exists(name)) {
          throw new FileAlreadyExistsException(name.toString());
        }
        syncFolder(name.getParent());
        Files.move(existing, name, StandardCopyOption.ATOMIC_MOVE);
      }
    };
  }

  /** Breaks {@code WinnerNeverChanges}: a loser is told so, but leaves its object. */
  static FileOps lastWriterWins() {
    return new ForwardingOps() {
      @Override
      public boolean exists(Path file) throws IOException {
        return super.exists(file) && Files.isDirectory(file);
      }

      @Override
      public void link(Path name, Path existing) throws IOException {
        boolean loses = super.exists(name);
        Files.move(existing, name, StandardCopyOption.ATOMIC_MOVE);
        if (loses) {
          throw new FileAlreadyExistsException(name.toString());
        }
      }

      @Override
      public boolean isSameFile(Path one, Path other) {
        return false;
      }
    };
  }

  /** Breaks {@code ReadSeesWholeOrNothing}: the file has its name before it has its content. */
  static FileOps createNew() {
    AtomicInteger reads = new AtomicInteger();
    return new ForwardingOps() {
      @Override
      public byte[] read(Path file, int limit) throws IOException {
        byte[] content = super.read(file, limit);
        reads.incrementAndGet();
        return content;
      }

      @Override
      public void link(Path name, Path existing) throws IOException {
        byte[] content = Files.readAllBytes(existing);
        try (FileChannel channel =
            FileChannel.open(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          int half = channel.write(ByteBuffer.wrap(content, 0, content.length / 2));
          awaitAReadFrom(reads);
          channel.write(ByteBuffer.wrap(content, half, content.length - half));
        }
      }
    };
  }

  /** Breaks {@code DeleteIsIdempotent}. */
  static FileOps deleteOfWhatIsThere() {
    return new ForwardingOps() {
      @Override
      public void delete(Path file) throws IOException {
        if (!exists(file)) {
          throw new NoSuchFileException(file.toString());
        }
        super.delete(file);
      }
    };
  }

  /** Breaks {@code ListShowsWhatStands}: the first listing is remembered. */
  static FileOps cachedListing() {
    AtomicReference<List<String>> cached = new AtomicReference<>();
    return new ForwardingOps() {
      @Override
      public List<String> names(Path folder) throws IOException {
        cached.compareAndSet(null, super.names(folder));
        return cached.get();
      }
    };
  }

  /** Of two reads that end, one began after the call. A lone writer does not wait for ever. */
  private static void awaitAReadFrom(AtomicInteger reads) {
    int before = reads.get();
    long spins = 0;
    while (reads.get() < before + 2 && spins++ < 100_000_000L) {
      Thread.onSpinWait();
    }
  }
}
