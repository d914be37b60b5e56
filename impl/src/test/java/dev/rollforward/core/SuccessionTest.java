package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What two manifests in a row must not say, each by the property that it violates. */
class SuccessionTest {
  private static final GroupId GROUP = new GroupId("g");
  private static final OperationId OPERATION = new OperationId("o");
  private static final Manifest TWO = manifest(2, Map.of("a", 3L, "b", 1L), Map.of("s", 7L));

  private static Manifest manifest(
      long version, Map<String, Long> versions, Map<String, Long> sequences) {
    Map<String, Pin> pins = new TreeMap<>();
    versions.forEach((name, pin) -> pins.put(name, new Pin(new TableId(name + ".lance"), pin)));
    Manifest manifest = Manifest.of(GROUP, version, pins, Map.of(), Optional.of(OPERATION));
    TreeMap<String, Source> sources = new TreeMap<>();
    sequences.forEach((name, s) -> sources.put(name, new Source(s, OPERATION, 2)));
    return new Manifest(
        GROUP,
        version,
        manifest.time(),
        manifest.origin(),
        manifest.tables(),
        List.of(),
        sources,
        manifest.decisions(),
        manifest.committedBy(),
        new Kept(2, new TreeMap<>(), Optional.empty()));
  }

  private static List<String> after(Manifest next) {
    return Succession.of(TWO, next).stream().map(Succession.Violation::property).toList();
  }

  @Test
  void aCommitThatMovesOnViolatesNothing() {
    assertThat(after(manifest(3, Map.of("a", 4L), Map.of("s", 7L, "t", 1L)))).isEmpty();
    assertThat(Succession.in(TWO)).isEmpty();
  }

  @Test
  void aPinThatGoesBack() {
    assertThat(after(manifest(3, Map.of("a", 2L, "b", 1L), Map.of("s", 7L))))
        .containsExactly("PinsOnlyAdvance");
  }

  @Test
  void aSourceThatGoesBackOrIsForgotten() {
    assertThat(after(manifest(3, Map.of("a", 3L), Map.of("s", 6L)))).containsExactly("SourceOnce");
    assertThat(after(manifest(3, Map.of("a", 3L), Map.of()))).containsExactly("SourceOnce");
  }

  @Test
  void tablesThatChangeWithoutACommit() {
    Manifest silent =
        Manifest.of(
            GROUP, 3, manifest(3, Map.of("a", 4L), Map.of()).pins(), Map.of(), Optional.empty());
    assertThat(
            Succession.of(
                Manifest.of(
                    GROUP,
                    2,
                    manifest(2, Map.of("a", 3L), Map.of()).pins(),
                    Map.of(),
                    Optional.empty()),
                silent))
        .extracting(Succession.Violation::property)
        .containsExactly("AtomicVisibility");
  }

  @Test
  void aCleanUpThatIsTakenBack() {
    Manifest forgets = manifest(3, Map.of("a", 3L), Map.of("s", 7L));
    assertThat(
            after(
                new Manifest(
                    GROUP,
                    3,
                    forgets.time(),
                    forgets.origin(),
                    forgets.tables(),
                    List.of(),
                    forgets.sources(),
                    forgets.decisions(),
                    forgets.committedBy(),
                    Kept.ALL)))
        .containsExactly("NoResurrection");
  }

  @Test
  void aDatasetOfTwoNames() {
    Pin pin = new Pin(new TableId("a.lance"), 1);
    Manifest twice = Manifest.of(GROUP, 2, Map.of("a", pin, "b", pin), Map.of(), Optional.empty());
    assertThat(Succession.in(twice))
        .extracting(Succession.Violation::property)
        .containsExactly("NameUnique");
  }

  @Test
  void anOperationThatWasDecidedBothWays() {
    assertThat(Succession.stable(Map.of(OPERATION, EnumSet.of(Verdict.ABORTED)))).isEmpty();
    assertThat(Succession.stable(Map.of(OPERATION, EnumSet.allOf(Verdict.class))))
        .extracting(Succession.Violation::property)
        .containsExactly("DecisionStable");
  }
}
