package dev.rollforward.objectstore;

import dev.rollforward.NumberRows;
import dev.rollforward.TableGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The main class of a worker: for each number and each target that it hears, in two lines, it
 * stages a row of that number and answers with the fragments. It never opens the group.
 */
final class WorkerChild {
  private WorkerChild() {}

  /**
   * Answers until its input ends.
   *
   * @param args the endpoint
   */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (BufferAllocator allocator = new RootAllocator()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(
            TableGroup.stagingTarget(in.readLine())
                .stage(
                    NumberRows.of(allocator, Long.parseLong(line)),
                    S3Server.open(URI.create(args[0])).build())
                .toJson());
      }
    }
  }
}
