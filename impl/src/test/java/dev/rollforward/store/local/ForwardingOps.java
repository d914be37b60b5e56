package dev.rollforward.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Passes every call on; tests override what they count or break. */
class ForwardingOps implements FileOps {
  private final FileOps disk = new DiskOps();

  @Override
  public boolean exists(Path file) throws IOException {
    return disk.exists(file);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return disk.isSameFile(one, other);
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    return disk.read(file, limit);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    disk.write(file, content);
  }

  @Override
  public void syncFile(Path file) throws IOException {
    disk.syncFile(file);
  }

  @Override
  public void overwrite(Path file, byte[] content) throws IOException {
    disk.overwrite(file, content);
  }

  @Override
  public void link(Path name, Path existing) throws IOException {
    disk.link(name, existing);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    disk.createFolder(folder);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    disk.syncFolder(folder);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    return disk.names(folder);
  }

  @Override
  public boolean mayChange(Path folder) throws IOException {
    return disk.mayChange(folder);
  }

  @Override
  public String fileSystemType(Path existing) throws IOException {
    return disk.fileSystemType(existing);
  }
}
