package dev.rollforward.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewestTest {
  @Test
  void remembersTheHighestSeen() {
    Newest newest = new Newest();
    assertThat(newest.seen()).isZero();
    newest.saw(5);
    newest.saw(3);
    assertThat(newest.seen()).isEqualTo(5);
  }
}
