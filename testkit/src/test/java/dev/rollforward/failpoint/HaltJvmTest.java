package dev.rollforward.failpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HaltJvmTest {
  private static final int STATUS = 77;

  /** The child. */
  public static final class Child {
    private Child() {}

    /** Would end with status 0, and say so at shutdown. */
    @SuppressWarnings("try")
    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shut down")));
      try (Activation halt = Failpoints.activate(Sample.First, Effect.haltJvm(STATUS))) {
        Failpoints.hit(Sample.First);
      } finally {
        System.out.println("went on");
      }
    }
  }

  @Test
  void aChildProcessEndsWhereItStands() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), UTF_8);

    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(said).isEqualTo(STATUS);
    assertThat(said).isEmpty();
  }
}
