package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OpenOptions;
import dev.rollforward.Transaction;
import dev.rollforward.core.Manifest;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.store.memory.MemoryBlobs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lance.FragmentMetadata;

/**
 * How many requests a call costs, by kind. Counted by the proxy between client and server, held
 * against the table in docs/object-stores.md line by line.
 */
@Timeout(120)
class RequestCountTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "object-stores.md");
  private static final int MANY = 1_000;

  private final FaultProxy network = new FaultProxy(S3Server.shared().endpoint());
  private final List<String> table = new ArrayList<>();

  private OpenOptions.Builder options() {
    return S3Server.open(network.uri());
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void theTableOfTheDocumentIsWhatIsCounted() throws IOException {
    URI root = S3Server.newRoot();
    String[] ten = names(10);
    try (GroupAtUri group = new GroupAtUri(root, options().build())) {
      row("create a group");
      group.create(ten);
      group.appendTo(1, ten).commit();
      network.forgetRequests();
      group.begin();
      row("`begin`");
      for (int tables : new int[] {1, 3, 10}) {
        appendOf(group, tables);
      }
      group.group().snapshot().close();
      row("`snapshot`");
      group.numbers("t0");
      row("snapshot and scan of one table with 5 data files");
    }
    withoutExternalCommits(root);
    raw(root);
    openings(root, "");
    addManifests(root);
    openings(root, " of 1,000 manifests");
    assertThat(Files.readString(DOCUMENT)).as("the lines should be:%n%s", text()).contains(text());
  }

  /** What others wrote in the meantime is not counted: this handle has committed last. */
  private void appendOf(GroupAtUri group, int tables) {
    Transaction append = group.begin();
    network.forgetRequests();
    group.appendTo(append, 1, names(tables));
    row("stage appends to " + tables + of(tables));
    append.commit();
    row("commit " + tables + of(tables));
  }

  private void withoutExternalCommits(URI root) {
    OpenOptions options = options().noExternalCommits().build();
    try (GroupAtUri group = new GroupAtUri(root, options)) {
      group.appendTo(1, names(3)).commit();
      Transaction append = group.begin();
      group.appendTo(append, 1, names(3));
      network.forgetRequests();
      append.commit();
      row("commit 3 tables with `noExternalCommits()`");
    }
  }

  private void raw(URI root) {
    String uri = root + "/raw.lance";
    try (RawLance raw = new RawLance(uri, S3Server.forLance(network.uri()))) {
      network.forgetRequests();
      for (int commit = 0; commit < 3; commit++) {
        List<FragmentMetadata> staged = raw.stage(commit);
        row("Lance alone: stage an append to one table", commit == 0);
        raw.commit(staged);
        row("Lance alone: commit it, on the handle of the version before", commit == 0);
      }
      raw.open();
      row("Lance alone: open the newest version");
    }
  }

  private void openings(URI root, String which) {
    new GroupAtUri(root, options().readOnly().build()).close();
    row("open a group" + which + " to read");
    new GroupAtUri(root, options().build()).close();
    row("open a group" + which + " to write");
  }

  /** Manifests that change nothing: made in memory, and put there as they are. */
  private static void addManifests(URI root) {
    try (Storage storage =
        new ObjectStores(variable -> null, Path.of("no-home"))
            .open(root, S3Server.shared().options(), Duration.ofSeconds(30))) {
      Blobs store = storage.blobs();
      Blobs memory = new MemoryBlobs("memory");
      List<String> there = copy(store, memory, List.of());
      BlobManifestStore manifests = new BlobManifestStore(memory);
      Manifest newest = manifests.readNewest();
      while (newest.version() < MANY) {
        newest = next(newest);
        manifests.create(newest);
      }
      copy(memory, store, there);
    }
  }

  private static List<String> copy(Blobs from, Blobs to, List<String> without) {
    List<String> names = from.list("__manifest");
    for (String name : names) {
      if (!without.contains(name) || !name.endsWith(".json")) {
        to.overwrite(
            "__manifest/" + name,
            from.read("__manifest/" + name, Integer.MAX_VALUE - 1).orElseThrow());
      }
    }
    return names;
  }

  private static Manifest next(Manifest before) {
    return before.keeping(before.kept());
  }

  private static String[] names(int tables) {
    return IntStream.range(0, tables).mapToObj(i -> "t" + i).toArray(String[]::new);
  }

  private static String of(int tables) {
    return tables == 1 ? " table" : " tables";
  }

  private void row(String what) {
    row(what, true);
  }

  /** Adds a line; one that is not to be shown has to be equal to one that is. */
  private void row(String what, boolean isShown) {
    String line =
        "| "
            + what
            + " | "
            + counts(Request::isOurs)
            + " | "
            + counts(request -> !request.isOurs())
            + " |";
    network.forgetRequests();
    if (isShown) {
      table.add(line);
    } else {
      assertThat(table).contains(line);
    }
  }

  private String counts(Predicate<Request> whose) {
    Map<String, Long> counts =
        network.requests().stream()
            .filter(whose)
            .collect(Collectors.groupingBy(Request::kind, TreeMap::new, Collectors.counting()));
    String kinds =
        counts.entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    return all == 0 ? "0" : "**" + all + "**: " + kinds;
  }

  private String text() {
    return String.join("\n", table) + "\n";
  }
}
