package dev.rollforward.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.guard.Sources.Complaint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaltGuardTest {
  private static List<Complaint> check(String body) {
    String text = "class X { void x() { for (;;) {\n" + body + "\n} } }";
    return HaltGuard.check(List.of(Sources.text("X.java", text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { x(); } catch (Throwable t) { }",
        "try { x(); } catch (java.lang.Error e) { throw new RuntimeException(e); }",
        "try { x(); } catch (dev.rollforward.failpoint.Halt h) { }",
        "try { x(); } catch (RuntimeException | Error e) { x(); }",
        "try { x(); } catch (RuntimeException | Error e) { if (true) return; throw e; }",
        "try { x(); } catch (RuntimeException | Error e) { if (true) continue; throw e; }",
        "try { x(); } catch (Error e) { e = new Error(); throw e; }",
        "Runnable r = () -> { try { x(); } catch (Error e) { } };",
        "try { x(); } finally { return; }",
        "try { x(); } finally { throw new RuntimeException(); }",
        "try { x(); } finally { break; }",
      })
  void whatStopsAHaltIsReported(String body) {
    assertThat(check(body))
        .singleElement()
        .satisfies(complaint -> assertThat(complaint.line()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { x(); } catch (RuntimeException e) { }",
        "try { x(); } catch (RuntimeException | Error e) { x(); throw e; }",
        "try { x(); } catch (Error e) { x(); throw e; }",
        "try { x(); } finally { int i = 0; i = 1; }",
      })
  void whatLetsItThroughPasses(String body) {
    assertThat(check(body)).isEmpty();
  }

  /** Who only watches is no step of the protocol, and ends none: that is the one exception. */
  @Test
  void nothingInTheLibraryStopsItButTheShieldAroundWhoWatches() {
    assertThat(HaltGuard.check(Sources.production(Path.of("..", "impl"))))
        .singleElement()
        .satisfies(
            complaint ->
                assertThat(complaint.toString())
                    .contains("runtime/Shield.java", "catches Throwable"));
  }
}
