package dev.rollforward.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.SpecFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the spec has a change to the library's source that fits, or a reason. */
class FaultPatchesTest {
  static final Path HOME = Path.of("..");

  @TempDir Path folder;

  static Stream<String> names() {
    return Stream.concat(
        FaultPatches.names(SpecFiles.bundled().manifest()).stream(),
        Stream.of(FaultPatches.EQUIVALENT));
  }

  @ParameterizedTest
  @MethodSource("names")
  void fitsAndCompiles(String name) {
    FaultPatch patch = FaultPatches.of(name);

    if (patch.hunks().isEmpty()) {
      assertThat(patch.notInJava()).isPresent();
      return;
    }
    PatchedLibrary library = PatchedLibrary.plant(patch, HOME, folder);

    assertThat(library.names()).isNotEmpty();
    assertThat(library.names())
        .allSatisfy(
            changed ->
                assertThat(library.classes().resolve(changed.replace('.', '/') + ".class"))
                    .exists());
  }

  @ParameterizedTest
  @MethodSource("names")
  void schedulesLookForThePropertyThatTheSpecNames(String name) {
    FaultPatch patch = FaultPatches.of(name);
    Optional<Fault> fault =
        SpecFiles.bundled().manifest().faults().stream()
            .filter(one -> one.name().equals(name))
            .findFirst();

    if (fault.isPresent() && patch.sameAs().isEmpty() && !patch.hunks().isEmpty()) {
      assertThat(patch.expected().get(Engine.SCHEDULES)).containsExactly(fault.get().breaks());
    }
  }

  @Test
  void aPatchWhoseLinesAreGoneOrDoubledIsRefused() {
    String file = "core/Fence.java";

    assertThatThrownBy(() -> plant(new FaultPatch.Hunk(file, "  no such line", "")))
        .isInstanceOf(PatchedLibrary.PatchMisfit.class)
        .hasMessageContaining("no longer fits")
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> plant(new FaultPatch.Hunk("engine/Writer.java", "  }", "")))
        .isInstanceOf(PatchedLibrary.PatchMisfit.class)
        .hasMessageContaining("more than once");
  }

  @Test
  void aChangeThatDoesNotCompileIsRefused() {
    assertThatThrownBy(
            () ->
                plant(
                    new FaultPatch.Hunk(
                        "core/Fence.java", "  private Fence() {}", "  private Fence() { oops }")))
        .hasMessageContaining("does not compile");
  }

  private PatchedLibrary plant(FaultPatch.Hunk hunk) {
    FaultPatch patch =
        new FaultPatch(
            "Odd",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            List.of(hunk));
    return PatchedLibrary.plant(patch, HOME, folder);
  }

  @Test
  void aFileOfAnotherFormIsRefused() {
    assertRefused("schedules: PinExact", "no header 'fault'");
    assertRefused("fault: A", "needs either changes");
    assertRefused("fault: A\nnot in Java: why\nby whom: me", "unknown headers");
    assertRefused("fault: A\nfault: B", "stands there twice");
    assertRefused("fault: A\n--- x.java\n<<<<\nold\n", "there is no '===='");
    assertRefused("fault: A\n--- x.java\nold\n", "neither");
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> PatchReader.read("a.patch", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.patch")
        .hasMessageContaining(why);
  }

  @Test
  void aFaultWithoutAPatchIsNamed() {
    assertThatThrownBy(() -> FaultPatches.of("NoSuchFault"))
        .hasMessageContaining("there is no NoSuchFault.patch");
  }
}
