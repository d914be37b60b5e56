package dev.rollforward.objectstore;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The main class of a child JVM: says that it is ready, hears a number, and appends that and the
 * next ones to both tables of a group, each in a transaction of its own.
 */
final class AppendingChild {
  private AppendingChild() {}

  /**
   * Answers with the numbers that were committed.
   *
   * @param args the root, the endpoint, and how many
   */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (GroupAtUri group = new GroupAtUri(URI.create(args[0]), options(URI.create(args[1])))) {
      System.out.println("ready");
      List<Long> committed =
          appendAll(group, Long.parseLong(in.readLine()), Integer.parseInt(args[2]));
      System.out.println(committed.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  /** Lives long enough beside the others, and tries until it wins. */
  static OpenOptions options(URI endpoint) {
    return S3Server.open(endpoint)
        .retries(1_000)
        .retryPauses(Duration.ofMillis(1), Duration.ofMillis(20))
        .build();
  }

  static List<Long> appendAll(GroupAtUri group, long first, int count) {
    List<Long> committed = new ArrayList<>();
    for (long number = first; number < first + count; number++) {
      CommitResult result = group.appendTo(number, "a", "b").commit();
      if (!(result instanceof CommitResult.Committed)) {
        throw new IllegalStateException("not committed: " + result);
      }
      committed.add(number);
    }
    return committed;
  }
}
