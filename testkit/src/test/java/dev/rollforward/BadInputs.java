package dev.rollforward;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Bad input for the entrances of {@link Transaction}, each with the error that it has to meet. */
final class BadInputs {
  private static final Field N = NumberRows.SCHEMA.getFields().get(0);
  private static final Field M = Field.nullable("m", new ArrowType.Int(64, true));
  private static final Field NESTED =
      new Field("s", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(M));
  private static final Schema PAIRS = new Schema(List.of(N, M));
  static final Schema WITH_NESTED = new Schema(List.of(N, NESTED));
  private static final Schema OTHER =
      new Schema(List.of(Field.nullable("n", ArrowType.Utf8.INSTANCE)));
  private static final Schema TWICE = new Schema(List.of(N, N));

  /** What was done with the input. */
  enum Bad {
    NO_SUCH_TABLE,
    SCHEMA_MISMATCH,
    UNUSABLE_SCHEMA,
    UNPARSABLE,
    UNCOMPUTABLE,
    NO_SUCH_COLUMN,
    NESTED_COLUMN,
    DUPLICATE_KEY,
    CREATED_AND_DROPPED,
    TAKEN_NAME,
    MALFORMED_NAME,
    DATA_FILE_GONE,
    CLOSED_READER,
    READER_THROWS_HALF_WAY
  }

  /** A call of a new transaction. */
  interface Entrance {
    /** Makes it. */
    Object call(Transaction transaction);
  }

  /**
   * A call with an input.
   *
   * @param method the name of what is called, and its parameters behind the name of the table
   */
  record Case(String method, Bad bad, Class<? extends Exception> type, Entrance entrance) {
    @Override
    public String toString() {
      return method + ": " + bad;
    }
  }

  private final BufferAllocator callers;
  private final StagedFragments lost;
  private final StagedFragments ofOther;
  private final List<Case> all = new ArrayList<>();
  private final List<TestRows> handedOver = new ArrayList<>();

  /**
   * @param callers where rows come from
   * @param lost rows staged for table {@code a}, whose file is gone
   * @param ofOther rows staged for table {@code b}
   */
  BadInputs(BufferAllocator callers, StagedFragments lost, StagedFragments ofOther) {
    this.callers = callers;
    this.lost = lost;
    this.ofOther = ofOther;
    noSuchTable();
    badData();
    badNames();
    badFiles();
  }

  /** All of them, for tables {@code a}, {@code b}, {@code nested} and {@code gone}. */
  List<Case> all() {
    return List.copyOf(all);
  }

  private final class Given {
    private final Bad bad;
    private final Class<? extends Exception> type;

    Given(Bad bad, Class<? extends Exception> type) {
      this.bad = bad;
      this.type = type;
    }

    Given at(String method, Entrance call) {
      all.add(new Case(method, bad, type, call));
      return this;
    }
  }

  private Given given(Bad bad, Class<? extends Exception> type) {
    return new Given(bad, type);
  }

  private void noSuchTable() {
    given(Bad.NO_SUCH_TABLE, NoSuchTableException.class)
        .at("append(ArrowReader)", t -> t.append("x", numbers(1)))
        .at("append(List)", t -> t.append("x", List.of(ofOther)))
        .at("overwrite(ArrowReader)", t -> t.overwrite("x", numbers(1)))
        .at("overwrite(List)", t -> t.overwrite("x", List.of(ofOther)))
        .at("stagingTarget()", t -> t.stagingTarget("x"))
        .at("delete(String)", t -> t.delete("x", "true"))
        .at("upsert(ArrowReader,String[])", t -> t.upsert("x", numbers(1), "n"))
        .at(
            "upsert(UpsertMode,ArrowReader,String[])",
            t -> t.upsert("x", UpsertMode.INSERT_ONLY, numbers(1), "n"))
        .at("update(String,Map)", t -> t.update("x", "true", Map.of("n", "1")))
        .at("addColumns(Schema)", t -> t.addColumns("x", new Schema(List.of(M))))
        .at("addColumns(Map)", t -> t.addColumns("x", Map.of("m", "n")))
        .at("addColumns(ArrowReader,String)", t -> t.addColumns("x", pairs(1), "n"))
        .at("dropColumns(String[])", t -> t.dropColumns("x", "n"))
        .at("renameColumn(String,String)", t -> t.renameColumn("x", "n", "m"))
        .at("tableMetadata(String,String)", t -> t.tableMetadata("x", "k", "v"))
        .at("removeTableMetadata(String)", t -> t.removeTableMetadata("x", "k"))
        .at("compact()", t -> t.compact("x"))
        .at("buildIndex(String,IndexOptions)", t -> t.buildIndex("x", "n", IndexOptions.btree()))
        .at("optimizeIndex(String)", t -> t.optimizeIndex("x", "ix"))
        .at("renameTable(String)", t -> t.renameTable("x", "y"))
        .at("drop()", t -> t.drop("x"));
    given(Bad.NO_SUCH_TABLE, IllegalArgumentException.class)
        .at("adoptExternal()", t -> t.adoptExternal("x"))
        .at("discardExternal()", t -> t.discardExternal("x"));
  }

  private void badData() {
    given(Bad.SCHEMA_MISMATCH, SchemaMismatchException.class)
        .at("append(ArrowReader)", t -> t.append("a", none(OTHER)))
        .at("upsert(ArrowReader,String[])", t -> t.upsert("a", none(OTHER), "n"))
        .at(
            "upsert(UpsertMode,ArrowReader,String[])",
            t -> t.upsert("a", UpsertMode.UPDATE_ONLY, none(PAIRS), "n"))
        .at(
            "addColumns(ArrowReader,String)",
            t -> t.addColumns("a", none(new Schema(List.of(OTHER.getFields().get(0), M))), "n"));
    given(Bad.SCHEMA_MISMATCH, IllegalArgumentException.class)
        .at("append(List)", t -> t.append("a", List.of(ofOther)))
        .at("overwrite(List)", t -> t.overwrite("a", List.of(ofOther)));
    given(Bad.UNUSABLE_SCHEMA, UnsupportedSchemaException.class)
        .at("create(ArrowReader)", t -> t.create("x", none(TWICE)))
        .at("create(Schema)", t -> t.create("x", TWICE))
        .at("overwrite(ArrowReader)", t -> t.overwrite("a", none(TWICE)))
        .at("addColumns(Schema)", t -> t.addColumns("a", new Schema(List.of(N))))
        .at("addColumns(Map)", t -> t.addColumns("a", Map.of("n", "1")))
        .at("renameColumn(String,String)", t -> t.renameColumn("a", "n", "_rowid"))
        .at(
            "buildIndex(String,IndexOptions)",
            t -> t.buildIndex("b", "n", IndexOptions.ivfFlat(1)));
    given(Bad.UNPARSABLE, IllegalArgumentException.class)
        .at("delete(String)", t -> t.delete("a", "n >"))
        .at("update(String,Map)", t -> t.update("a", "n >", Map.of("n", "1")))
        .at("update(String,Map)", t -> t.update("a", "true", Map.of("n", "n +")))
        .at("addColumns(Map)", t -> t.addColumns("a", Map.of("m", "n +")));
    // In the second fragment: by then there are files for the first.
    given(Bad.UNCOMPUTABLE, IllegalArgumentException.class)
        .at("update(String,Map)", t -> t.update("b", "true", Map.of("n", "1 / (n - 2)")))
        .at("addColumns(Map)", t -> t.addColumns("b", Map.of("m", "1 / (n - 2)")));
    given(Bad.NO_SUCH_COLUMN, IllegalArgumentException.class)
        .at("delete(String)", t -> t.delete("a", "x = 1"))
        .at("update(String,Map)", t -> t.update("a", "x = 1", Map.of("n", "1")))
        .at("update(String,Map)", t -> t.update("a", "true", Map.of("n", "x")))
        .at("addColumns(Map)", t -> t.addColumns("a", Map.of("m", "x")))
        .at("optimizeIndex(String)", t -> t.optimizeIndex("a", "x"));
    given(Bad.NO_SUCH_COLUMN, NoSuchColumnException.class)
        .at("update(String,Map)", t -> t.update("a", "true", Map.of("x", "1")))
        .at("dropColumns(String[])", t -> t.dropColumns("a", "x"))
        .at("renameColumn(String,String)", t -> t.renameColumn("a", "x", "m"))
        .at("buildIndex(String,IndexOptions)", t -> t.buildIndex("a", "x", IndexOptions.btree()))
        .at("upsert(ArrowReader,String[])", t -> t.upsert("a", numbers(1), "x"))
        .at(
            "upsert(UpsertMode,ArrowReader,String[])",
            t -> t.upsert("a", UpsertMode.INSERT_ONLY, numbers(1), "x"))
        .at("addColumns(ArrowReader,String)", t -> t.addColumns("a", pairs(1), "x"));
    given(Bad.NESTED_COLUMN, NoSuchColumnException.class)
        .at("dropColumns(String[])", t -> t.dropColumns("nested", "s.m"))
        .at("renameColumn(String,String)", t -> t.renameColumn("nested", "s.m", "m"))
        .at("update(String,Map)", t -> t.update("nested", "true", Map.of("s.m", "1")));
    given(Bad.NESTED_COLUMN, IllegalArgumentException.class)
        .at("upsert(ArrowReader,String[])", t -> t.upsert("nested", none(WITH_NESTED), "s"))
        .at(
            "upsert(UpsertMode,ArrowReader,String[])",
            t -> t.upsert("nested", UpsertMode.INSERT_ONLY, none(WITH_NESTED), "s"))
        .at(
            "addColumns(ArrowReader,String)",
            t -> t.addColumns("nested", none(new Schema(List.of(NESTED, M))), "s"));
    given(Bad.DUPLICATE_KEY, IllegalArgumentException.class)
        .at("upsert(ArrowReader,String[])", t -> t.upsert("a", numbers(4, 4), "n"))
        .at(
            "upsert(UpsertMode,ArrowReader,String[])",
            t -> t.upsert("a", UpsertMode.UPDATE_ONLY, numbers(1, 1), "n"))
        .at("addColumns(ArrowReader,String)", t -> t.addColumns("a", pairs(1, 1), "n"));
  }

  private void badNames() {
    given(Bad.CREATED_AND_DROPPED, IllegalArgumentException.class)
        .at("drop()", t -> t.create("x", NumberRows.SCHEMA).drop("x"))
        .at("create(Schema)", t -> t.drop("b").create("b", NumberRows.SCHEMA))
        .at("create(ArrowReader)", t -> t.drop("b").create("b", numbers(1)));
    given(Bad.TAKEN_NAME, TableExistsException.class)
        .at("renameTable(String)", t -> t.renameTable("a", "b"));
    given(Bad.MALFORMED_NAME, IllegalArgumentException.class)
        .at("renameTable(String)", t -> t.renameTable("a", "../b"))
        .at("create(ArrowReader)", t -> t.create("a/b", numbers(1)))
        .at("create(Schema)", t -> t.create("", NumberRows.SCHEMA))
        .at("reads()", t -> t.reads("a/b"))
        .at("tableMetadata(String,String)", t -> t.tableMetadata("a", "lance:x", "y"))
        .at("removeTableMetadata(String)", t -> t.removeTableMetadata("a", ""));
  }

  private void badFiles() {
    given(Bad.DATA_FILE_GONE, StoreException.class)
        .at("append(List)", t -> t.append("a", List.of(lost)))
        .at("overwrite(List)", t -> t.overwrite("a", List.of(lost)))
        // Lance answers n = 1 from the index alone, which is there.
        .at("delete(String)", t -> t.delete("gone", "n + 1 = 2"))
        .at("upsert(ArrowReader,String[])", t -> t.upsert("gone", numbers(1), "n"))
        .at(
            "upsert(UpsertMode,ArrowReader,String[])",
            t -> t.upsert("gone", UpsertMode.INSERT_ONLY, numbers(1), "n"))
        .at("update(String,Map)", t -> t.update("gone", "n = 1", Map.of("n", "2")))
        .at("addColumns(Map)", t -> t.addColumns("gone", Map.of("m", "n")))
        .at("addColumns(ArrowReader,String)", t -> t.addColumns("gone", pairs(1), "n"))
        .at("compact()", t -> t.compact("gone"))
        .at(
            "buildIndex(String,IndexOptions)",
            t -> t.buildIndex("gone", "n", IndexOptions.btree().named("other")))
        .at("optimizeIndex(String)", t -> t.optimizeIndex("gone", "ix"));
    for (Bad bad : List.of(Bad.CLOSED_READER, Bad.READER_THROWS_HALF_WAY)) {
      given(bad, StoreException.class)
          .at("create(ArrowReader)", t -> t.create("x", failing(bad)))
          .at("append(ArrowReader)", t -> t.append("a", failing(bad)))
          .at("overwrite(ArrowReader)", t -> t.overwrite("a", failing(bad)))
          .at("upsert(ArrowReader,String[])", t -> t.upsert("a", failing(bad), "n"))
          .at(
              "upsert(UpsertMode,ArrowReader,String[])",
              t -> t.upsert("a", UpsertMode.INSERT_ONLY, failing(bad), "n"))
          .at("addColumns(ArrowReader,String)", t -> t.addColumns("a", failing(bad, PAIRS), "n"));
    }
  }

  /** The rows that were handed over since this was asked last. */
  List<TestRows> handedOver() {
    List<TestRows> since = List.copyOf(handedOver);
    handedOver.clear();
    return since;
  }

  private ArrowReader handingOver(ArrowReader rows) {
    handedOver.add((TestRows) rows);
    return rows;
  }

  private ArrowReader numbers(long... numbers) {
    return handingOver(NumberRows.of(callers, numbers));
  }

  private ArrowReader none(Schema schema) {
    return handingOver(TestRows.none(callers, schema));
  }

  private ArrowReader pairs(long... keys) {
    return handingOver(
        new TestRows(callers, PAIRS) {
          private boolean read;

          @Override
          public boolean loadNextBatch() throws IOException {
            boolean first = !read;
            read = true;
            if (first) {
              filled(keys).accept(getVectorSchemaRoot());
            }
            return first;
          }
        });
  }

  private static Consumer<VectorSchemaRoot> filled(long... keys) {
    return batch -> {
      for (int row = 0; row < keys.length; row++) {
        ((BigIntVector) batch.getVector("n")).setSafe(row, keys[row]);
      }
      batch.setRowCount(keys.length);
    };
  }

  private ArrowReader failing(Bad how) {
    return failing(how, NumberRows.SCHEMA);
  }

  private ArrowReader failing(Bad how, Schema schema) {
    if (how == Bad.READER_THROWS_HALF_WAY) {
      return handingOver(new FailingRows(callers, schema, 2));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, callers);
        ArrowStreamWriter writer = new ArrowStreamWriter(batch, null, bytes)) {
      filled(4).accept(batch);
      writer.writeBatch();
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    InputStream stream = new ByteArrayInputStream(bytes.toByteArray());
    try (ArrowReader closed = new ArrowStreamReader(stream, callers)) {
      closed.getVectorSchemaRoot();
      return closed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
