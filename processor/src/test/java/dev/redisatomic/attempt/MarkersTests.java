package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.jedis.JedisDriver;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

class MarkersTests {

  private final Markers markers = new Markers();

  /** Any one: where there are no slots, it is not asked. */
  private final Driver driver = new JedisDriver(new JedisConnectionFactory());

  private Marker lend(Markers lender) {
    return lender.lend(Driver.NO_SLOT, driver);
  }

  private void takeBack(Marker marker) {
    markers.takeBack(marker, Driver.NO_SLOT);
  }

  @Test
  void attemptsUnderWayHaveDifferentKeys() {
    assertThat(lend(markers).key()).isNotEqualTo(lend(markers).key());
  }

  @Test
  void aKeyIsLentAgainWithAnotherId() {
    Marker first = lend(markers);
    takeBack(first);

    Marker second = lend(markers);

    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void aKeyThatIsNotGivenBackIsNotUsedAgain() {
    Marker kept = lend(markers);
    takeBack(lend(markers));

    assertThat(lend(markers).key()).isNotEqualTo(kept.key());
    assertThat(lend(markers).key()).isNotEqualTo(kept.key());
  }

  /** Spring Data takes {@code keyspace:id} for an entity. */
  @Test
  void keysBeginWithTheDocumentedPrefixAndHaveNoColon() {
    assertThat(lend(markers).key().toString()).startsWith("redis-atomic-").doesNotContain(":");
  }

  @Test
  void clientsHaveKeysOfTheirOwn() {
    assertThat(lend(new Markers()).key()).isNotEqualTo(lend(markers).key());
  }
}
