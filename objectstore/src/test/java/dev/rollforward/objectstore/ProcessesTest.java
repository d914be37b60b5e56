package dev.rollforward.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.lance.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes write to one group in an object store at once. */
@Timeout(180)
class ProcessesTest {
  private static final int COMMITS = 3;

  @Test
  void twoProcessesAndThisOneLoseNothing() throws IOException {
    URI root = S3Server.newRoot();
    List<Long> expected = new ArrayList<>(List.of(0L));
    try (GroupAtUri group =
        new GroupAtUri(root, AppendingChild.options(S3Server.shared().endpoint()))) {
      group.create("a", "b");
      try (ChildJvm one = start(root);
          ChildJvm other = start(root)) {
        one.hear();
        other.hear();
        one.say("1000");
        other.say("2000");
        expected.addAll(AppendingChild.appendAll(group, 3000, COMMITS));
        one.hear().lines().forEach(line -> expected.addAll(numbers(line)));
        other.hear().lines().forEach(line -> expected.addAll(numbers(line)));
      }
      expected.sort(null);
      assertThat(expected).hasSize(1 + 3 * COMMITS);
      assertThat(group.numbers("a")).isEqualTo(expected);
      assertThat(group.numbers("b")).isEqualTo(expected);
      assertThat(group.group().inspect().problems()).isEmpty();
      assertThat(group.group().inspect().sidecars()).isEmpty();
    }
  }

  private static ChildJvm start(URI root) {
    return ChildJvm.start(
        AppendingChild.class,
        root.toString(),
        S3Server.shared().endpoint().toString(),
        Integer.toString(COMMITS));
  }

  private static List<Long> numbers(String line) {
    return List.of(line.split(" ")).stream().map(Long::valueOf).toList();
  }
}
