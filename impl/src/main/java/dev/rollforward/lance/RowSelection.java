package dev.rollforward.lance;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.RandomAccess;
import java.util.TreeMap;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.lance.Dataset;
import org.lance.FragmentMetadata;

/**
 * Rows of one version, by where they are stored: the fragment, and the row's place in its files.
 * Used by one thread.
 */
final class RowSelection {
  /** The column with the address of each row, in what Lance scans. */
  static final String ADDRESS = "_rowaddr";

  private final NavigableMap<Integer, Offsets> byFragment = new TreeMap<>();

  /** Adds the row at {@code address}. */
  void add(long address) {
    byFragment
        .computeIfAbsent((int) (address >>> Integer.SIZE), fragment -> new Offsets())
        .append((int) address);
  }

  /** Adds all rows of a batch that was scanned with their addresses. */
  void addAll(VectorSchemaRoot batch) {
    UInt8Vector addresses = addresses(batch);
    for (int i = 0; i < batch.getRowCount(); i++) {
      add(addresses.get(i));
    }
  }

  boolean isEmpty() {
    return byFragment.isEmpty();
  }

  /** Those that have at least one of these rows. */
  List<Integer> fragments() {
    return List.copyOf(byFragment.keySet());
  }

  /** Which rows of a batch that was scanned with their addresses are among these. */
  BitSet in(VectorSchemaRoot batch) {
    UInt8Vector addresses = addresses(batch);
    BitSet here = new BitSet();
    for (int i = 0; i < batch.getRowCount(); i++) {
      here.set(i, contains(addresses.get(i)));
    }
    return here;
  }

  private boolean contains(long address) {
    Offsets offsets = byFragment.get((int) (address >>> Integer.SIZE));
    return offsets != null && offsets.has((int) address);
  }

  static UInt8Vector addresses(VectorSchemaRoot batch) {
    return (UInt8Vector) batch.getVector(ADDRESS);
  }

  /**
   * Writes files that say that these rows are deleted from {@code version}, in which nothing
   * changes by that.
   *
   * @return the same deletions, as a commit takes them, with {@code added} in place of the rows
   */
  Rewrite replacedBy(Dataset version, List<FragmentMetadata> added) {
    List<Long> gone = new ArrayList<>();
    List<FragmentMetadata> updated = new ArrayList<>();
    for (Map.Entry<Integer, Offsets> entry : byFragment.entrySet()) {
      FragmentMetadata left = version.getFragment(entry.getKey()).deleteRows(entry.getValue());
      if (left == null) {
        gone.add(entry.getKey().longValue());
      } else {
        updated.add(left);
      }
    }
    return new Rewrite(gone, updated, added);
  }

  /** Unboxed, as there is one for each row. */
  private static final class Offsets extends AbstractList<Integer> implements RandomAccess {
    private int[] values = new int[16];
    private int size;
    private boolean sorted;

    void append(int value) {
      sorted = false;
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    boolean has(int value) {
      if (!sorted) {
        Arrays.sort(values, 0, size);
        sorted = true;
      }
      return Arrays.binarySearch(values, 0, size, value) >= 0;
    }

    @Override
    public Integer get(int index) {
      if (index >= size) {
        throw new IndexOutOfBoundsException(index);
      }
      return values[index];
    }

    @Override
    public int size() {
      return size;
    }
  }
}
