package dev.rollforward.conformance.junit;

import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceText;
import dev.rollforward.conformance.trace.TraceVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Does what {@link ValidatedTrace} says. */
final class TraceExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final String DEFAULT_FOLDER = "target/rollforward-traces";
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(TraceExtension.class);

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    TraceRecording recording = recording(test);
    clear(recording.folder());
    Files.createDirectories(recording.folder());
    TraceRecorder.start(recording.folder());
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    TraceRecorder.stop();
    Path folder = recording(test).folder();
    List<GroupTrace> groups = groups(folder);
    if (groups.isEmpty()) {
      throw new AssertionError(
          "no group was opened during this test, so nothing was validated: open it in the test or"
              + " in @BeforeEach, or remove @ValidatedTrace");
    }
    List<TraceVerdict> verdicts = verdicts(folder, groups);
    if (!verdicts.stream().allMatch(TraceVerdict::isAccepted)) {
      requireWhole(groups);
      throw new TraceRejected(
          verdicts.stream()
              .filter(verdict -> !verdict.isAccepted())
              .flatMap(verdict -> TraceText.of(verdict).stream())
              .toList(),
          TracePage.write(folder, title(test), groups, verdicts));
    }
    if (test.getExecutionException().isPresent()) {
      Path page = TracePage.write(folder, title(test), groups, verdicts);
      test.getExecutionException().get().addSuppressed(new TraceOfFailure(page));
    }
  }

  /** A process without a trace is a slip of the test, and says nothing of the library. */
  private static void requireWhole(List<GroupTrace> groups) {
    List<String> missing =
        groups.stream().flatMap(group -> group.recoveredButNotBegun().stream()).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "operation "
              + String.join(" and operation ", missing)
              + " was recovered, and no trace has its beginning: start the process that began it"
              + " with TraceRecording.jvmFlag(), or begin it in the test");
    }
  }

  private static List<GroupTrace> groups(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return TraceReader.read(
              files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList())
          .groups()
          .stream()
          .filter(group -> !group.events().isEmpty())
          .toList();
    }
  }

  private static List<TraceVerdict> verdicts(Path folder, List<GroupTrace> groups)
      throws IOException {
    Path workspace = Files.createTempDirectory(folder, "tlc-");
    try {
      return new TraceCheck(workspace, events -> {}).check(groups);
    } finally {
      clear(workspace);
    }
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> within = Files.walk(folder)) {
      for (Path each : within.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static String title(ExtensionContext test) {
    return test.getRequiredTestClass().getSimpleName() + ": " + test.getDisplayName();
  }

  private static TraceRecording recording(ExtensionContext test) {
    return test.getStore(OWN)
        .getOrComputeIfAbsent(
            TraceRecording.class, key -> new TraceRecording(folder(test)), TraceRecording.class);
  }

  /** Invocations of a parameterized test differ in their number only. */
  private static Path folder(ExtensionContext test) {
    String parent =
        test.getConfigurationParameter(TraceRecorder.FOLDER)
            .orElse(Path.of(DEFAULT_FOLDER).toString());
    String name =
        test.getRequiredTestClass().getName() + "." + test.getRequiredTestMethod().getName();
    String invocation =
        test.getUniqueId().replaceAll("(?s).*\\[test-template-invocation:#(\\d+)].*", "-$1");
    return Path.of(parent)
        .toAbsolutePath()
        .resolve(name + (invocation.startsWith("-") ? invocation : ""));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TraceRecording.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return recording(test);
  }
}
