package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private static final String ERASE = "\r\033[K";

  private final AtomicLong nanos = new AtomicLong();

  private LiveLine on(Recorder recorder) {
    return new LiveLine(recorder.console(), nanos::get);
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void elsewhereThanOnATerminalItIsALineEveryTenSeconds() {
    Recorder recorder = new Recorder();
    LiveLine line = on(recorder);
    line.update("1");
    pass(9_999);
    line.update("2");
    pass(1);
    line.update("3");
    pass(9_999);
    line.update("4");
    pass(1);
    line.update("5");
    assertThat(recorder.err().lines()).containsExactly("3", "5");
    assertThat(recorder.out()).isEmpty();
  }

  @Test
  void onATerminalItIsDrawnAtOnceAndThenTenTimesASecond() {
    Recorder recorder = new Recorder(new Terminal(false, true, false, 80));
    LiveLine line = on(recorder);
    line.update("1");
    pass(99);
    line.update("2");
    pass(1);
    line.update("3");
    assertThat(recorder.err()).isEqualTo(ERASE + "1" + ERASE + "3");
  }

  @Test
  void aBlockIsDrawnOverItself() {
    Recorder recorder = new Recorder(new Terminal(false, true, false, 80));
    LiveLine line = on(recorder);
    line.update(List.of("1", "2", "3"));
    pass(100);
    line.update(List.of("4"));
    String above = "\033[A\033[2K";
    assertThat(recorder.err()).isEqualTo(ERASE + "1\n2\n3" + ERASE + above + above + "4");
  }

  @Test
  void itNeverWraps() {
    Recorder recorder = new Recorder(new Terminal(false, true, false, 5));
    on(recorder).update("123456");
    assertThat(recorder.err()).isEqualTo(ERASE + "1234");
  }

  @Test
  void whateverElseIsPrintedTakesItsPlace() {
    Recorder recorder = new Recorder(new Terminal(true, true, false, 80));
    try (LiveLine line = recorder.console().liveLine()) {
      line.update("working");
      recorder.console().println("result");
      assertThat(recorder.err()).isEqualTo(ERASE + "working" + ERASE);
      line.update("again");
      assertThat(recorder.err()).endsWith(ERASE + "again");
    }
    assertThat(recorder.err()).endsWith("again" + ERASE);
    assertThat(recorder.out()).isEqualTo("result" + System.lineSeparator());
  }

  @Test
  void thereIsOneAtATime() {
    Console console = new Recorder().console();
    try (LiveLine line = console.liveLine()) {
      assertThatThrownBy(console::liveLine).isInstanceOf(IllegalStateException.class);
      line.update("still usable");
    }
    console.liveLine().close();
  }
}
