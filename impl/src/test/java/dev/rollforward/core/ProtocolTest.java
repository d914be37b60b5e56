package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A root belongs to one protocol, and its mark and the id of its group agree on which. */
class ProtocolTest {
  /** Both words stand in files, and the class is named to a user: neither may change. */
  @Test
  void namesAreFixed() {
    assertThat(Protocol.ROLLFORWARD.storedName()).isEqualTo("rollforward");
    assertThat(Protocol.ROLLFORWARD.entry()).isEqualTo("TableGroup");
    assertThat(Protocol.PUBLISHED_SWEEP.storedName()).isEqualTo("published-sweep");
    assertThat(Protocol.PUBLISHED_SWEEP.entry()).isEqualTo("PublishedGroup");
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsNameAndByItsGroups(Protocol protocol) {
    assertThat(Protocol.named(protocol.storedName())).isEqualTo(protocol);
    assertThat(Protocol.of(protocol.newGroup())).isEqualTo(protocol);
    assertThat(RootMark.of(protocol).protocol()).isEqualTo(protocol);
    assertThat(Set.of(protocol.newGroup(), protocol.newGroup())).hasSize(2);
  }

  /** Roots are older than marks, so the groups that we ship have never said more than a UUID. */
  @Test
  void aShippedGroupIsABareUuid() {
    String value = Protocol.ROLLFORWARD.newGroup().value();

    assertThat(UUID.fromString(value)).hasToString(value);
  }

  @Test
  void onlyAGroupThatSaysSoIsOfThePublishedSweep() {
    assertThat(Protocol.of(new GroupId("published-sweep-1"))).isEqualTo(Protocol.PUBLISHED_SWEEP);
    assertThat(Protocol.of(new GroupId("published-sweep"))).isEqualTo(Protocol.ROLLFORWARD);
    assertThat(Protocol.of(new GroupId("g"))).isEqualTo(Protocol.ROLLFORWARD);
  }

  @Test
  void thereIsNoOther() {
    assertThatThrownBy(() -> Protocol.named("lease"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no protocol 'lease'");
  }

  @Test
  void aMarkThatContradictsItsGroupIsRefused() {
    assertThatThrownBy(() -> new RootMark(new GroupId("g"), Protocol.PUBLISHED_SWEEP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("group g is not of protocol published-sweep");
  }
}
