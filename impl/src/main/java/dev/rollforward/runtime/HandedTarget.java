package dev.rollforward.runtime;

import dev.rollforward.OpenOptions;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.lance.HandedOver;
import dev.rollforward.lance.LanceRuntime;
import dev.rollforward.lance.SerializedAsJson;
import dev.rollforward.store.blob.Storage;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** A pinned version of a table, and where it is. */
final class HandedTarget extends SerializedAsJson implements StagingTarget {
  private static final String KIND = "staging-target";

  @Serial private static final long serialVersionUID = 1;

  private final transient Body body;

  private HandedTarget(Body body) {
    this.body = body;
  }

  /**
   * @param root of the group
   * @param transaction that made the version; null if it is not known
   * @param schema of the version, as Arrow writes it
   */
  private record Body(
      String root, String dataset, long version, String transaction, String schema) {}

  static HandedTarget of(Root root, PinnedTable table, Schema schema) {
    return new HandedTarget(
        new Body(
            root.uri().toString(),
            table.pin().table().value(),
            table.pin().version(),
            table.transaction().map(UUID::toString).orElse(null),
            schema.toJson()));
  }

  /**
   * @throws IllegalArgumentException if it is not what {@link #toJson} writes, is damaged, or of
   *     another release
   */
  static HandedTarget parse(String json) {
    return new HandedTarget(HandedOver.read(KIND, json, Body.class));
  }

  @Override
  public Schema schema() {
    try {
      return Schema.fromJSON(body.schema());
    } catch (IOException e) {
      throw new IllegalArgumentException(KIND + " has no schema that Arrow can read", e);
    }
  }

  @Override
  public StagedFragments stage(ArrowReader rows, OpenOptions options) {
    LanceRuntime.require();
    Storage storage = Storages.open(new Root(URI.create(body.root())), options);
    LanceData data = new LanceData(storage, options.allocator(), Optional.empty());
    try {
      return data.tables().staging().stageFragments(pinned(), rows);
    } finally {
      data.close();
    }
  }

  private PinnedTable pinned() {
    return new PinnedTable(
        new Pin(new TableId(body.dataset()), body.version()),
        "",
        Optional.ofNullable(body.transaction()).map(UUID::fromString));
  }

  @Override
  public String toJson() {
    return HandedOver.write(KIND, body);
  }

  @Override
  public String toString() {
    return "version " + body.version() + " of " + body.root() + "/" + body.dataset();
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
