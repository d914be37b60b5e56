package dev.rollforward.store.local;

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
  private String failed = "";
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

  /** The name of the call that failed; empty if none did. */
  String failedCall() {
    return failed;
  }

  @Override
  public boolean exists(Path file) throws IOException {
    return fails("exists") ? fail(() -> super.exists(file)) : super.exists(file);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    call("write", () -> super.write(file, content));
  }

  @Override
  public void link(Path name, Path existing) throws IOException {
    call("link", () -> super.link(name, existing));
  }

  @Override
  public void delete(Path file) throws IOException {
    call("delete", () -> super.delete(file));
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    call("createFolder", () -> super.createFolder(folder));
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    call("syncFolder", () -> super.syncFolder(folder));
  }

  private interface Call {
    void run() throws IOException;
  }

  private void call(String name, Call call) throws IOException {
    if (fails(name)) {
      fail(call);
    } else {
      call.run();
    }
  }

  private boolean fails(String name) {
    if (dead) {
      throw new Death();
    }
    if (++calls != failing) {
      return false;
    }
    failed = name;
    return true;
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
