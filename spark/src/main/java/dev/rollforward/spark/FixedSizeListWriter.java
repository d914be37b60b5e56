package dev.rollforward.spark;

import java.util.Locale;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.execution.arrow.ArrowFieldWriter;

/** Writes arrays of Spark as lists of fixed size, such as embeddings: Spark's own writer cannot. */
final class FixedSizeListWriter extends ArrowFieldWriter {
  private final FixedSizeListVector lists;
  private final ArrowFieldWriter items;

  FixedSizeListWriter(FixedSizeListVector lists, ArrowFieldWriter items) {
    this.lists = lists;
    this.items = items;
  }

  @Override
  public ValueVector valueVector() {
    return lists;
  }

  /** A list that is null has a place for each item all the same. */
  @Override
  public void setNull() {
    lists.setNull(count());
    for (int i = 0; i < lists.getListSize(); i++) {
      items.setNull();
      items.count_$eq(items.count() + 1);
    }
  }

  @Override
  public void setValue(SpecializedGetters row, int column) {
    ArrayData values = row.getArray(column);
    if (values.numElements() != lists.getListSize()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "column %s holds lists of %d items, and a row has %d. Mend that row",
              lists.getName(),
              lists.getListSize(),
              values.numElements()));
    }
    lists.setNotNull(count());
    for (int i = 0; i < values.numElements(); i++) {
      items.write(values, i);
    }
  }

  @Override
  public void finish() {
    super.finish();
    items.finish();
  }

  @Override
  public void reset() {
    super.reset();
    items.reset();
  }
}
