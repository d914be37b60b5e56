package dev.rollforward.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor.Type;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TestIdentifier;

/** Only a test that ran and failed has noticed a fault. */
class TestsChildTest {
  private static Finding judged(Type type, Throwable thrown) {
    UniqueId id =
        UniqueId.forEngine("junit-jupiter").append("class", "a.ATest").append("method", "fails()");
    TestIdentifier test =
        TestIdentifier.from(
            new AbstractTestDescriptor(id, "a test") {
              @Override
              public Type getType() {
                return type;
              }
            });
    return TestsChild.Watcher.judged(test, Optional.of(thrown));
  }

  @Test
  void aTestThatFailsHasNoticed() {
    assertThat(judged(Type.TEST, new AssertionError("PinExact")).print())
        .isEqualTo(Finding.caught("ATest.fails", "java.lang.AssertionError: PinExact").print());
  }

  @Test
  void whatDoesNotRunHasNoticedNothing() {
    Finding notFound = judged(Type.CONTAINER, new IllegalStateException("no such class"));
    Finding noClass = judged(Type.TEST, new NoClassDefFoundError("a/B"));

    assertThat(notFound.print()).isEqualTo(unknown("IllegalStateException: no such class"));
    assertThat(noClass.print()).isEqualTo(unknown("NoClassDefFoundError: a/B"));
  }

  private static String unknown(String why) {
    return Finding.unknown("ATest.fails did not run: java.lang." + why).print();
  }
}
