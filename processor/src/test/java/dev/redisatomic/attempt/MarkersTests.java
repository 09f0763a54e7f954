package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkersTests {

  private final Markers markers = new Markers();

  @Test
  void attemptsUnderWayHaveDifferentKeys() {
    assertThat(markers.lend().key()).isNotEqualTo(markers.lend().key());
  }

  @Test
  void aKeyIsLentAgainWithAnotherId() {
    Marker first = markers.lend();
    markers.takeBack(first);

    Marker second = markers.lend();

    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void aKeyThatIsNotGivenBackIsNotUsedAgain() {
    Marker kept = markers.lend();
    markers.takeBack(markers.lend());

    assertThat(markers.lend().key()).isNotEqualTo(kept.key());
    assertThat(markers.lend().key()).isNotEqualTo(kept.key());
  }

  @Test
  void clientsHaveKeysOfTheirOwn() {
    assertThat(new Markers().lend().key()).isNotEqualTo(markers.lend().key());
  }
}
