package dev.rollforward.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Blobs;
import java.util.List;
import java.util.Optional;

/** A place for blobs as a {@link Subject}: objects are texts that begin with their key. */
public record BlobSubject(Blobs blobs) implements DeletingSubject<String> {
  private static final String FOLDER = "folder";
  private static final int LIMIT = 1 << 20;

  @Override
  public String object(int key, int writer) {
    return key + " by writer " + writer + ": " + "x".repeat(5_000);
  }

  @Override
  public Created create(String object) {
    int key = Integer.parseInt(object.substring(0, object.indexOf(' ')));
    return blobs.create(name(key), object.getBytes(UTF_8));
  }

  @Override
  public Optional<String> read(int key) {
    return blobs.read(name(key), LIMIT).map(content -> new String(content, UTF_8));
  }

  @Override
  public List<Integer> list() {
    return blobs.list(FOLDER).stream().map(Integer::valueOf).toList();
  }

  @Override
  public void delete(int key) {
    blobs.delete(name(key));
  }

  private static String name(int key) {
    return FOLDER + "/" + key;
  }
}
