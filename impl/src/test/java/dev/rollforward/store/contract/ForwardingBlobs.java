package dev.rollforward.store.contract;

import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Blobs;
import java.util.List;
import java.util.Optional;

/** Passes every call on; tests override what they count or break. */
public class ForwardingBlobs implements Blobs {
  private final Blobs blobs;

  /** Passes them on to {@code blobs}. */
  public ForwardingBlobs(Blobs blobs) {
    this.blobs = blobs;
  }

  @Override
  public Created create(String key, byte[] content) {
    return blobs.create(key, content);
  }

  @Override
  public Optional<byte[]> read(String key, int limit) {
    return blobs.read(key, limit);
  }

  @Override
  public boolean exists(String key) {
    return blobs.exists(key);
  }

  @Override
  public void delete(String key) {
    blobs.delete(key);
  }

  @Override
  public List<String> list(String folder) {
    return blobs.list(folder);
  }

  @Override
  public void makeDurable(String key) {
    blobs.makeDurable(key);
  }

  @Override
  public void overwrite(String key, byte[] content) {
    blobs.overwrite(key, content);
  }

  @Override
  public void probe(List<String> folders) {
    blobs.probe(folders);
  }

  @Override
  public String location(String key) {
    return blobs.location(key);
  }

  @Override
  public String toString() {
    return blobs.toString();
  }
}
