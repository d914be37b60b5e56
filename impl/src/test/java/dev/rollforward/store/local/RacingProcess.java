package dev.rollforward.store.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollforward.port.Created;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.contract.AuditSubject;
import dev.rollforward.store.contract.BlobSubject;
import dev.rollforward.store.contract.ManifestSubject;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.contract.SidecarSubject;
import dev.rollforward.store.contract.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Another JVM that creates the object of each key it is told, and tells how that ended. */
final class RacingProcess implements AutoCloseable {
  private final Process process;
  private final PrintStream to;
  private final BufferedReader from;

  RacingProcess(Path root, String store, int writer, boolean broken) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RacingProcess.class.getName(),
                    root.toString(),
                    store,
                    Integer.toString(writer),
                    Boolean.toString(broken)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    to = new PrintStream(process.getOutputStream(), true, UTF_8);
    from = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  void start(int key) {
    to.println(key);
  }

  Created outcome() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("the process ended");
    }
    return Created.valueOf(line);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The other JVM: root, store, writer, whether to break OneWinner. */
  public static void main(String[] args) throws IOException {
    FileOps ops = Boolean.parseBoolean(args[3]) ? BrokenOps.checkThenAct() : new DiskOps();
    int writer = Integer.parseInt(args[2]);
    race(subject(args[1], Path.of(args[0]), ops), writer);
  }

  static Subject<?> subject(String store, Path root, FileOps ops) {
    LocalBlobs blobs = new LocalBlobs(root, ops);
    return switch (store) {
      case "blob" -> new BlobSubject(blobs);
      case "manifest" -> new ManifestSubject(new BlobManifestStore(blobs));
      case "sidecar" -> new SidecarSubject(new BlobSidecarStore(blobs, () -> Samples.GROUP));
      case "audit" -> new AuditSubject(new BlobAuditStore(blobs, () -> Samples.GROUP));
      default -> throw new IllegalArgumentException(store);
    };
  }

  private static <V> void race(Subject<V> subject, int writer) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String key = in.readLine(); key != null; key = in.readLine()) {
      System.out.println(subject.create(subject.object(Integer.parseInt(key), writer)));
    }
  }
}
