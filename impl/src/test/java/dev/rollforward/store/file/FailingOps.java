package dev.rollforward.store.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Lets one call fail, counted from 1. What fails is either left undone or done all the same, as
 * when only its answer is lost; and it fails with an exception, or as the death of the process
 * does, after which nothing else is done.
 */
final class FailingOps extends ForwardingOps {
  private final int failing;
  private final boolean done;
  private final boolean deadly;
  private int calls;
  private boolean dead;

  FailingOps(int failing, boolean done, boolean deadly) {
    this.failing = failing;
    this.done = done;
    this.deadly = deadly;
  }

  /** The death of the process. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Whether the call that was to fail came. */
  boolean failed() {
    return calls >= failing;
  }

  @Override
  public boolean exists(Path file) throws IOException {
    return fails() ? fail(() -> super.exists(file)) : super.exists(file);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    call(() -> super.write(file, content));
  }

  @Override
  public void link(Path name, Path existing) throws IOException {
    call(() -> super.link(name, existing));
  }

  @Override
  public void delete(Path file) throws IOException {
    call(() -> super.delete(file));
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    call(() -> super.createFolder(folder));
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    call(() -> super.syncFolder(folder));
  }

  private interface Call {
    void run() throws IOException;
  }

  private void call(Call call) throws IOException {
    if (fails()) {
      fail(call);
    } else {
      call.run();
    }
  }

  private boolean fails() {
    if (dead) {
      throw new Death();
    }
    return ++calls == failing;
  }

  private boolean fail(Call call) throws IOException {
    if (done) {
      call.run();
    }
    if (deadly) {
      dead = true;
      throw new Death();
    }
    throw new IOException("call " + failing + " was made to fail");
  }
}
