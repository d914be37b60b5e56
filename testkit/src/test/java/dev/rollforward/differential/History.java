package dev.rollforward.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.ReadOptions;
import org.lance.ipc.LanceScanner;

/**
 * What a root says was committed, read by Jackson and Lance alone: the transactions, in the order
 * of the manifests, and what each pinned version holds.
 */
final class History {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A transaction that is visible.
   *
   * @param manifest the manifest that made it so
   * @param pins the visible versions then, by table
   */
  record Committed(String id, List<Op> ops, long manifest, SortedMap<String, Version> pins) {}

  /** A version of a dataset. */
  record Version(String dataset, long number) {}

  /** What a version holds. */
  record Content(Schema schema, List<Map<String, Object>> rows) {}

  private final Path root;
  private final BufferAllocator allocator;
  private final Map<Version, Content> read = new HashMap<>();

  History(Path root, BufferAllocator allocator) {
    this.root = root;
    this.allocator = allocator;
  }

  List<Committed> committed() throws IOException {
    List<Committed> committed = new ArrayList<>();
    for (long version = 1; Files.exists(manifest(version)); version++) {
      String file = Files.readString(manifest(version));
      JsonNode body = JSON.readTree(file.substring(file.indexOf('\n')));
      if (!body.get("committedBy").isNull()) {
        SortedMap<String, Version> pins = new TreeMap<>();
        body.get("tables")
            .properties()
            .forEach(
                table ->
                    pins.put(
                        table.getKey(),
                        new Version(
                            table.getValue().get("dataset").asText(),
                            table.getValue().get("version").asLong())));
        committed.add(
            new Committed(
                body.get("committedBy").asText(),
                Op.list(body.get("properties").get(Workload.OPS).asText()),
                version,
                pins));
      }
    }
    return committed;
  }

  private Path manifest(long version) {
    return root.resolve("__manifest").resolve(String.format(Locale.ROOT, "%020d.json", version));
  }

  /** What {@code version} holds; it never changes, so it is read once. */
  Content content(Version version) {
    return read.computeIfAbsent(version, this::readContent);
  }

  @SuppressWarnings("try") // the scanner's close() declares Exception and throws none of its own
  private Content readContent(Version version) {
    ReadOptions at = new ReadOptions.Builder().setVersion(version.number()).build();
    try (Dataset dataset =
            Dataset.open()
                .allocator(allocator)
                .uri(root.resolve(version.dataset()).toString())
                .readOptions(at)
                .build();
        LanceScanner scanner = dataset.newScan()) {
      return new Content(dataset.getSchema(), Values.read(scanner.scanBatches()));
    } catch (Exception e) {
      throw new AssertionError("cannot read " + version, e);
    }
  }
}
