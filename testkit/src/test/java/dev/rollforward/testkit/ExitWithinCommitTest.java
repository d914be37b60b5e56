package dev.rollforward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.OpenOptions;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.TableGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** bugs.md 2: a commit that waits for the JVM to end, and a hook that closes the group. */
class ExitWithinCommitTest {
  private static final int STATUS = 78;

  /** The child. */
  public static final class Child {
    private Child() {}

    /** Exits from within a commit; the hook says what it has left behind. */
    public static void main(String[] arguments) {
      TableGroup group =
          new InMemory().open(OpenOptions.builder().listener(Child::exitWhenArmed).build());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> System.out.println(group.close(Duration.ofMillis(200)))));
      InMemory.create(group.begin(), "people", "1").commit();
      System.out.println("went on");
    }

    private static void exitWhenArmed(ProtocolEvent event) {
      if (event.action() == Action.ArmSidecar) {
        System.exit(STATUS);
      }
    }
  }

  @Test
  void theJvmEndsAndTheHookSaysWhatIsLeft() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    boolean ended = child.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      child.destroyForcibly();
    }
    assertThat(ended).as("the JVM has ended by itself").isTrue();
    String said = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.exitValue()).as(said).isEqualTo(STATUS);
    assertThat(said).contains("could not be closed in time", "op-1").doesNotContain("went on");
  }
}
