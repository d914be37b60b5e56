package dev.rollforward.lance;

import dev.rollforward.IndexOptions;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.OptimizeIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.lance.Dataset;
import org.lance.compaction.Compaction;
import org.lance.compaction.CompactionOptions;
import org.lance.compaction.CompactionTask;
import org.lance.compaction.RewriteResult;
import org.lance.index.DistanceType;
import org.lance.index.Index;
import org.lance.index.IndexParams;
import org.lance.index.IndexType;
import org.lance.index.scalar.ScalarIndexParams;
import org.lance.index.vector.IvfBuildParams;
import org.lance.index.vector.VectorIndexParams;
import org.lance.index.vector.VectorTrainer;
import org.lance.operation.CreateIndex;
import org.lance.operation.Rewrite;
import org.lance.operation.RewriteGroup;
import org.lance.schema.LanceField;

/** Writes files and indices that no version of a table names yet. */
final class DerivedWriter {
  private final LanceDatasets datasets;

  DerivedWriter(LanceDatasets datasets) {
    this.datasets = datasets;
  }

  /** What Lance's compaction would write, to be committed as we want it. */
  StagedDerived compact(PinnedTable pinned) {
    TableId table = pinned.pin().table();
    try (Dataset dataset = datasets.at(pinned)) {
      CompactionOptions options = CompactionOptions.builder().build();
      List<RewriteGroup> groups = new ArrayList<>();
      for (CompactionTask task : Compaction.planCompaction(dataset, options).getCompactionTasks()) {
        RewriteResult written = task.execute(dataset);
        groups.add(
            RewriteGroup.builder()
                .oldFragments(written.getOriginalFragments())
                .newFragments(written.getNewFragments())
                .build());
      }
      if (groups.isEmpty()) {
        throw new IllegalArgumentException("table " + table + " has nothing to compact");
      }
      Rewrite rewrite = Rewrite.builder().groups(groups).rewrittenIndices(List.of()).build();
      return new StagedDerived(pinned, new Compact(), dataset, rewrite);
    } catch (IllegalArgumentException bad) {
      throw bad;
    } catch (Exception e) {
      throw datasets.failure(table, "cannot compact", e);
    }
  }

  /** An index over all fragments. */
  StagedDerived buildIndex(PinnedTable pinned, String column, IndexOptions options) {
    TableId table = pinned.pin().table();
    try (Dataset dataset = datasets.at(pinned)) {
      Columns.of(table, dataset).require(column);
      String name = options.nameFor(column);
      if (dataset.listIndexes().contains(name)) {
        throw new IllegalArgumentException(
            "table " + table + " has an index '" + name + "' already. Optimize it instead");
      }
      Index index = write(table, dataset, column, options);
      CreateIndex create = CreateIndex.builder().withNewIndices(List.of(index)).build();
      return new StagedDerived(pinned, new BuildIndex(), dataset, create);
    }
  }

  /** The same index over all fragments, in place of the one there is. */
  StagedDerived optimizeIndex(PinnedTable pinned, String name) {
    TableId table = pinned.pin().table();
    try (Dataset dataset = datasets.at(pinned)) {
      List<Index> old =
          dataset.getIndexes().stream().filter(index -> index.name().equals(name)).toList();
      if (old.isEmpty()) {
        throw new IllegalArgumentException(
            "table "
                + table
                + " has no index '"
                + name
                + "'. Its indexes are "
                + dataset.listIndexes());
      }
      String column = columnOf(dataset, old.get(0).fields().get(0));
      Index index = write(table, dataset, column, optionsOf(table, dataset, name).named(name));
      CreateIndex create =
          CreateIndex.builder().withNewIndices(List.of(index)).withRemovedIndices(old).build();
      return new StagedDerived(pinned, new OptimizeIndex(), dataset, create);
    }
  }

  private static String columnOf(Dataset dataset, int field) {
    return dataset.getLanceSchema().fields().stream()
        .filter(known -> known.getId() == field)
        .map(LanceField::getName)
        .findFirst()
        .orElseThrow();
  }

  private static IndexOptions optionsOf(TableId table, Dataset dataset, String name) {
    Map<String, Object> statistics = dataset.getIndexStatistics(name);
    Object type = statistics.get("index_type");
    if ("BTree".equals(type)) {
      return IndexOptions.btree();
    }
    if ("IVF_FLAT".equals(type)
        && statistics.get("indices") instanceof List<?> indices
        && indices.get(0) instanceof Map<?, ?> first
        && first.get("num_partitions") instanceof Number partitions) {
      return IndexOptions.ivfFlat(partitions.intValue());
    }
    throw new IllegalArgumentException(
        "index '"
            + name
            + "' of table "
            + table
            + " is of type "
            + type
            + ", made by another tool");
  }

  private Index write(TableId table, Dataset dataset, String column, IndexOptions options) {
    if (StagedDerived.fragmentsOf(dataset).isEmpty()) {
      throw new IllegalArgumentException("table " + table + " has no rows to index");
    }
    return switch (options.type()) {
      case BTREE -> btree(table, dataset, column, options);
      case IVF_FLAT -> ivfFlat(table, dataset, column, options);
    };
  }

  private Index btree(TableId table, Dataset dataset, String column, IndexOptions options) {
    IndexParams params =
        IndexParams.builder().setScalarIndexParams(ScalarIndexParams.create("btree", "{}")).build();
    Index index = write(table, dataset, column, options, IndexType.BTREE, params);
    dataset.mergeIndexMetadata(index.uuid().toString(), IndexType.BTREE, Optional.empty());
    return index;
  }

  private Index ivfFlat(TableId table, Dataset dataset, String column, IndexOptions options) {
    Field field = dataset.getSchema().findField(column);
    boolean isVector =
        field.getType() instanceof ArrowType.FixedSizeList
            && field.getChildren().get(0).getType() instanceof ArrowType.FloatingPoint;
    if (!isVector) {
      throw new UnsupportedSchemaException(
          table.value(), column, "is no fixed-size list of floats, so it has no nearest ones");
    }
    IvfBuildParams.Builder ivf =
        new IvfBuildParams.Builder().setNumPartitions(options.partitions());
    try {
      ivf.setCentroids(VectorTrainer.trainIvfCentroids(dataset, column, ivf.build()));
    } catch (Exception e) {
      throw datasets.failure(table, "cannot train an index of column '" + column + "'", e);
    }
    VectorIndexParams vector =
        new VectorIndexParams.Builder(ivf.build()).setDistanceType(DistanceType.L2).build();
    IndexParams params = IndexParams.builder().setVectorIndexParams(vector).build();
    return write(table, dataset, column, options, IndexType.IVF_FLAT, params);
  }

  /** Because it is told the fragments, Lance only writes the index, and does not commit it. */
  private Index write(
      TableId table,
      Dataset dataset,
      String column,
      IndexOptions options,
      IndexType type,
      IndexParams params) {
    try {
      return dataset.createIndex(
          org.lance.index.IndexOptions.builder(List.of(column), type, params)
              .withIndexName(options.nameFor(column))
              .withIndexUUID(UUID.randomUUID().toString())
              .withFragmentIds(StagedDerived.fragmentsOf(dataset))
              .replace(true)
              .build());
    } catch (IllegalArgumentException refused) {
      throw new UnsupportedSchemaException(
          table.value(), column, "cannot have this index: " + LanceErrors.reason(refused));
    } catch (Exception e) {
      throw datasets.failure(table, "cannot index column '" + column + "'", e);
    }
  }
}
