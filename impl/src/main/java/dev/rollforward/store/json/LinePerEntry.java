package dev.rollforward.store.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.Instantiatable;
import java.io.IOException;
import java.io.Serializable;

/**
 * Prints each field of the outermost object, and each entry of its maps and lists, on a line of its
 * own, and what is deeper on the line of its entry: so the difference of two manifests has a line
 * per table.
 */
final class LinePerEntry implements PrettyPrinter, Instantiatable<LinePerEntry>, Serializable {
  private static final long serialVersionUID = 1L;

  /** Objects and lists that are nested deeper are printed on one line. */
  private static final int LINES = 2;

  private int depth;

  @Override
  public LinePerEntry createInstance() {
    return new LinePerEntry();
  }

  @Override
  public void writeStartObject(JsonGenerator out) throws IOException {
    open(out, '{');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) throws IOException {
    between(out);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  @Override
  public void writeEndObject(JsonGenerator out, int entries) throws IOException {
    close(out, entries, '}');
  }

  @Override
  public void writeStartArray(JsonGenerator out) throws IOException {
    open(out, '[');
  }

  @Override
  public void beforeArrayValues(JsonGenerator out) throws IOException {
    between(out);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  @Override
  public void writeEndArray(JsonGenerator out, int values) throws IOException {
    close(out, values, ']');
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw('\n');
  }

  private void open(JsonGenerator out, char bracket) throws IOException {
    out.writeRaw(bracket);
    depth++;
  }

  private void between(JsonGenerator out) throws IOException {
    if (depth <= LINES) {
      newLine(out);
    }
  }

  private void separate(JsonGenerator out) throws IOException {
    out.writeRaw(',');
    if (depth <= LINES) {
      newLine(out);
    } else {
      out.writeRaw(' ');
    }
  }

  private void close(JsonGenerator out, int entries, char bracket) throws IOException {
    depth--;
    if (entries > 0 && depth < LINES) {
      newLine(out);
    }
    out.writeRaw(bracket);
  }

  private void newLine(JsonGenerator out) throws IOException {
    out.writeRaw('\n' + "  ".repeat(depth));
  }
}
