package dev.rollforward.spec.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.Toy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CfgFileTest {
  @Test
  void writesEverythingThatAModelSays() {
    Map<String, String> constants = new LinkedHashMap<>();
    constants.put("Ops", "{o2, o1, {None}}");
    constants.put("None", "None");
    constants.put("Scenario", "\"SameTables\"");
    constants.put("NoFence", "FALSE");
    constants.put("Kinds", "<- SmokeKinds");
    constants.put("Limit", "-2");
    Model model =
        new Model(
            "m",
            "Rollforward",
            List.of(Lane.SMOKE),
            "sentence",
            constants,
            "Few",
            "Seen",
            "Perms",
            "FairSpec",
            List.of("TypeOK", "PinExact"),
            List.of("Refines"),
            false,
            false,
            null,
            Toy.CLIMB.expect());
    assertThat(CfgFile.of(model))
        .isEqualTo(
            """
            SPECIFICATION FairSpec
            CONSTANTS
              o1 = o1
              o2 = o2
              Ops = {o2, o1, {None}}
              None = None
              Scenario = "SameTables"
              NoFence = FALSE
              Kinds <- SmokeKinds
              Limit = -2
            CONSTRAINT Few
            VIEW Seen
            SYMMETRY Perms
            INVARIANTS
              TypeOK
              PinExact
            PROPERTIES
              Refines
            CHECK_DEADLOCK FALSE
            """);
  }

  @Test
  void refusesValuesThatTheConfigurationLanguageLacks() {
    for (String value : List.of("1..3", "<<1>>", "[a |-> 1]", "", "True", "{true}", "\"open")) {
      assertThatThrownBy(() -> ConstantValue.check("c", value))
          .as(value)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("c: ");
    }
  }
}
