package dev.rollforward.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailpointCatalogueTest {
  @Test
  void thereIsOneBeforeAndOneAfterEveryActionCalledSo() {
    assertThat(Failpoint.values())
        .extracting(Failpoint::name)
        .containsExactlyElementsOf(
            Arrays.stream(Action.values())
                .flatMap(
                    action -> Arrays.stream(new String[] {"Before" + action, "After" + action}))
                .toList());
    assertThat(Failpoint.values())
        .allSatisfy(
            failpoint ->
                assertThat(failpoint.name())
                    .isEqualToIgnoringCase(failpoint.side() + "" + failpoint.action()));
  }
}
