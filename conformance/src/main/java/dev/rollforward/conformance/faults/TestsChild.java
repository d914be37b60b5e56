package dev.rollforward.conformance.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs JUnit tests against the library of this JVM until one fails. The JVM of a module's tests has
 * the class path of that module, and this class from here.
 */
public final class TestsChild {
  private TestsChild() {}

  /**
   * Runs in the child.
   *
   * @param args the name of a test class, and of its methods to run; all if none is named
   */
  public static void main(String[] args) {
    Watcher watcher = new Watcher();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(args[0]))
            .filters(only(Arrays.asList(args).subList(1, args.length)))
            .build();
    LauncherFactory.create().execute(request, watcher);
    say(
        watcher.passed.get() == 0
            ? Finding.unknown("there are no tests in " + Arrays.toString(args))
            : Finding.missed("%s tests pass".formatted(watcher.passed.get())));
  }

  private static PostDiscoveryFilter only(List<String> methods) {
    return test ->
        FilterResult.includedIf(
            methods.isEmpty()
                || test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(MethodSource.class::cast)
                    .filter(source -> !methods.contains(source.getMethodName()))
                    .isEmpty());
  }

  /** Tests may leave threads behind, which would keep the JVM alive. */
  private static void say(Finding finding) {
    System.out.println();
    System.out.println(finding.print());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  static final class Watcher implements TestExecutionListener {
    private final AtomicInteger passed = new AtomicInteger();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        say(judged(test, result.getThrowable()));
      } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        passed.incrementAndGet();
      }
    }

    /** What did not come to run, or lacks a class, says nothing of the fault. */
    static Finding judged(TestIdentifier test, Optional<Throwable> thrown) {
      boolean ran = test.isTest() && thrown.filter(LinkageError.class::isInstance).isEmpty();
      return ran
          ? Finding.caught(name(test), message(thrown))
          : Finding.unknown("%s did not run: %s".formatted(name(test), message(thrown)));
    }

    /** The last parts of its id: {@code [class:a.b.C]/[test-template:m(int)]/[...:#1]}. */
    private static String name(TestIdentifier test) {
      String id = test.getUniqueIdObject().toString();
      String type = id.replaceAll(".*\\[class:(?:\\w+\\.)*(\\w+)\\].*", "$1");
      String method = id.replaceAll(".*\\[(?:method|test-template):(\\w+)\\(.*", "$1");
      return method.equals(id) ? type : type + "." + method;
    }

    private static String message(Optional<Throwable> thrown) {
      String text = thrown.map(Throwable::toString).orElse("");
      return text.substring(0, Math.min(400, text.length()));
    }
  }
}
