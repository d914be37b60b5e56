package dev.rollforward.objectstore;

import dev.rollforward.OperationId;
import dev.rollforward.TableGroup;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The main class of a driver that dies in its commit, of fragments for "a" and for "b". */
final class DriverChild {
  /** The exit code of its death. */
  static final int DIED = 41;

  private DriverChild() {}

  /**
   * Hears a line of fragments for each table.
   *
   * @param args the root, the endpoint, the id of the operation, and the failpoint at which it dies
   */
  @SuppressWarnings("MustBeClosedChecker") // it dies with the process
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    GroupAtUri group =
        new GroupAtUri(URI.create(args[0]), S3Server.open(URI.create(args[1])).build());
    String forA = in.readLine();
    String forB = in.readLine();
    Failpoints.activate(Failpoint.valueOf(args[3]), Effect.haltJvm(DIED));
    group
        .group()
        .begin(new OperationId(args[2]))
        .append("a", List.of(TableGroup.stagedFragments(forA)))
        .append("b", List.of(TableGroup.stagedFragments(forB)))
        .commit();
  }
}
