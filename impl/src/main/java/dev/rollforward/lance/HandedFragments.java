package dev.rollforward.lance;

import dev.rollforward.StagedFragments;
import dev.rollforward.core.TableId;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.FragmentMetadata;
import org.lance.fragment.DataFile;

/** Fragments that were staged elsewhere, in a form that does not depend on Lance's release. */
public final class HandedFragments extends SerializedAsJson implements StagedFragments {
  private static final String KIND = "staged-fragments";

  @Serial private static final long serialVersionUID = 1;

  private final transient Body body;

  private HandedFragments(Body body) {
    this.body = body;
  }

  /**
   * @param dataset which they are for
   * @param base the version that they were staged against
   * @param schema of the rows, as Arrow writes it
   */
  private record Body(String dataset, long base, String schema, List<Part> fragments) {
    /** Copies the list. */
    Body {
      fragments = List.copyOf(fragments);
    }
  }

  /** One fragment. */
  private record Part(long rows, List<FilePart> files) {
    /** Copies the list. */
    Part {
      files = List.copyOf(files);
    }
  }

  /** One data file, with the numbers of its fields and where they are. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record FilePart(
      String path, int[] fields, int[] columns, int major, int minor, long bytes) {}

  static HandedFragments of(
      TableId table, long base, Schema schema, List<FragmentMetadata> fragments) {
    List<Part> parts = fragments.stream().map(HandedFragments::part).toList();
    return new HandedFragments(new Body(table.value(), base, schema.toJson(), parts));
  }

  private static Part part(FragmentMetadata fragment) {
    if (fragment.getDeletionFile() != null || fragment.getRowIdMeta() != null) {
      throw new IllegalStateException("a fragment that was just written has no history");
    }
    return new Part(
        fragment.getPhysicalRows(),
        fragment.getFiles().stream()
            .map(
                file ->
                    new FilePart(
                        file.getPath(),
                        file.getFields(),
                        file.getColumnIndices(),
                        file.getFileMajorVersion(),
                        file.getFileMinorVersion(),
                        Optional.ofNullable(file.getFileSizeBytes()).orElse(0L)))
            .toList());
  }

  /**
   * What {@link #toJson} has written.
   *
   * @throws IllegalArgumentException if it is not that, is damaged, or of another release
   */
  public static HandedFragments parse(String json) {
    HandedFragments parsed = new HandedFragments(HandedOver.read(KIND, json, Body.class));
    parsed.files().forEach(HandedFragments::requirePlain);
    return parsed;
  }

  private static void requirePlain(String file) {
    if (!file.matches("[A-Za-z0-9_-]+[.]lance")) {
      throw new IllegalArgumentException("this is no data file of a table: '" + file + "'");
    }
  }

  /** The dataset that they are for. */
  public TableId table() {
    return new TableId(body.dataset());
  }

  /** The names of their data files, in the data folder of the dataset. */
  public List<String> files() {
    return body.fragments().stream()
        .flatMap(part -> part.files().stream().map(FilePart::path))
        .toList();
  }

  Schema schema() {
    try {
      return Schema.fromJSON(body.schema());
    } catch (IOException e) {
      throw new IllegalArgumentException(KIND + " has no schema that Arrow can read", e);
    }
  }

  Stream<FragmentMetadata> fragments() {
    return body.fragments().stream()
        .map(
            part ->
                new FragmentMetadata(
                    0,
                    part.files().stream()
                        .map(
                            file ->
                                new DataFile(
                                    file.path(),
                                    file.fields(),
                                    file.columns(),
                                    file.major(),
                                    file.minor(),
                                    file.bytes() == 0 ? null : file.bytes(),
                                    null))
                        .toList(),
                    part.rows(),
                    null,
                    null));
  }

  /**
   * {@code fragments} as this library makes them, for {@code table}, each file once.
   *
   * @throws IllegalArgumentException if they are not; the message says which
   */
  static List<HandedFragments> checked(TableId table, List<StagedFragments> fragments) {
    List<HandedFragments> all = fragments.stream().map(HandedFragments.class::cast).toList();
    Set<String> files = new HashSet<>();
    for (HandedFragments staged : all) {
      if (!staged.table().equals(table)) {
        throw new IllegalArgumentException(
            "fragments were staged for dataset "
                + staged.table()
                + ", and not for table "
                + table
                + ". Stage them again for what the table is now");
      }
      for (String file : staged.files()) {
        if (!files.add(file)) {
          throw new IllegalArgumentException(
              "data file "
                  + file
                  + " for table "
                  + table
                  + " is there twice: its rows would be. Hand over each result of a worker once");
        }
      }
    }
    return all;
  }

  @Override
  public long rowCount() {
    return body.fragments().stream().mapToLong(Part::rows).sum();
  }

  @Override
  public int fileCount() {
    return files().size();
  }

  @Override
  public String toJson() {
    return HandedOver.write(KIND, body);
  }

  @Override
  public String toString() {
    return rowCount() + " rows for " + table();
  }

  @Override
  protected Serializable proxy(String json) {
    return new Serialized(json);
  }

  private record Serialized(String json) implements Serializable {
    @Serial
    private Object readResolve() {
      return parse(json);
    }
  }
}
