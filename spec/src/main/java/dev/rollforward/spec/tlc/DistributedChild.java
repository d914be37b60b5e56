package dev.rollforward.spec.tlc;

import tlc2.tool.distributed.TLCServer;

/** TLC's server in a JVM of its own, which ends when its parent does. */
final class DistributedChild {
  private DistributedChild() {}

  public static void main(String[] args) {
    TlcChild.endWithParent();
    TLCServer.main(args);
  }
}
