package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.cli.Terminal;
import dev.rollforward.spec.model.Lane;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check prints fits the terminal, in tables too. */
class CheckWidthTest {
  @RegisterExtension private final Clock clock = new Clock();

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100})
  void groupsAndTables(int columns) {
    clock.check(
        Request.of(new Target.Whole(Lane.SMOKE)).with(false, true),
        new Terminal(true, true, false, columns));

    assertThat(clock.printed().lines())
        .filteredOn(line -> !line.contains("/"))
        .hasSizeGreaterThan(25)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
  }
}
