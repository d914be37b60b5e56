package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root belongs to one protocol, and its mark and the id of its group agree on which. */
class ProtocolTest {
  private static final String UUID_TEXT = "8c258933-0b6c-4cf3-9d0f-3c1f2a4b5d6e";

  /** It is written into files, so it may not change. */
  @Test
  void ourNameIsFixed() {
    assertThat(Protocol.ROLLFORWARD.name()).isEqualTo("rollforward");
    assertThat(Protocol.ROLLFORWARD).hasToString("rollforward");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollforward", "lease", "two-phase", "v2-3"})
  void isFoundByItsGroups(String name) {
    Protocol protocol = new Protocol(name);

    assertThat(Protocol.of(protocol.newGroup())).isEqualTo(protocol);
    assertThat(RootMark.of(protocol).protocol()).isEqualTo(protocol);
    assertThat(protocol.newGroup()).isNotEqualTo(protocol.newGroup());
  }

  @Test
  void ourGroupIsABareUuid() {
    String value = Protocol.ROLLFORWARD.newGroup().value();

    assertThat(UUID.fromString(value)).hasToString(value);
  }

  @Test
  void theGroupOfAnotherStartsWithItsName() {
    assertThat(new Protocol("lease").newGroup().value()).startsWith("lease-");
  }

  /** Only a name before a UUID: a bare UUID has hyphens and letters, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {UUID_TEXT, "g", "lease", "lease-1", "-" + UUID_TEXT, "Lease-" + UUID_TEXT})
  void whatNamesNoOtherIsOurs(String group) {
    assertThat(Protocol.of(new GroupId(group))).isEqualTo(Protocol.ROLLFORWARD);
  }

  @Test
  void whatNamesAnotherIsNotOurs() {
    assertThat(Protocol.of(new GroupId("lease-" + UUID_TEXT))).isEqualTo(new Protocol("lease"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "Lease", "two phase", "a--b", "a-", "1a", "é", "a\n"})
  void anythingElseIsNoName(String name) {
    assertThatThrownBy(() -> new Protocol(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + name + "' is no name of a protocol");
  }

  @Test
  void aMarkThatContradictsItsGroupIsRefused() {
    assertThatThrownBy(() -> new RootMark(new GroupId("g"), new Protocol("lease")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("group g is not of protocol lease");
  }
}
