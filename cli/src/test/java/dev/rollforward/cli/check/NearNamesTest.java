package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
  private static final List<String> NAMES =
      List.of("NoFence", "NoParentCheck", "AuditAppended", "AuditOmitted", "AuditTwice", "Audits4");

  @Test
  void typosAndPartsAreNear() {
    assertThat(NearNames.of("NoFense", NAMES)).containsExactly("NoFence");
    assertThat(NearNames.of("nofence", NAMES)).containsExactly("NoFence");
    assertThat(NearNames.of("parent", NAMES)).containsExactly("NoParentCheck");
  }

  @Test
  void thereAreAFewAtMostAndTheBestComesFirst() {
    assertThat(NearNames.of("audit", NAMES)).hasSize(3).startsWith("Audits4");
  }

  @Test
  void whatIsFarIsNotNear() {
    assertThat(NearNames.of("Zebra", NAMES)).isEmpty();
  }
}
