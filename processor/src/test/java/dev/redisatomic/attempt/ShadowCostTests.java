package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Key;
import dev.redisatomic.test.Warnings;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is said of keys that are too large to be copied. */
class ShadowCostTests {

  private static final Set<Key> BIG = Set.of(Key.of("big"));

  @AutoClose private final Warnings warnings = new Warnings(ShadowCost.class);

  private final ShadowCost cost = new ShadowCost();

  private void roundTrip(Set<Key> copied, long millis) {
    cost.roundTrip(copied, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void aSlowCopyIsToldWithKeyAndTime() {
    roundTrip(BIG, 10);

    assertThat(warnings.messages()).singleElement().asString().contains("[big]", "10 ms");
  }

  @Test
  void aCopyThatIsNotSlowIsNot() {
    roundTrip(BIG, 9);
    roundTrip(Set.of(), 500);

    assertThat(warnings.messages()).isEmpty();
  }

  @Test
  void theTimeThatEveryRoundTripTakesIsNotTheCopys() {
    roundTrip(Set.of(), 52);
    roundTrip(BIG, 51);
    roundTrip(BIG, 50);
    roundTrip(BIG, 59);
    assertThat(warnings.messages()).isEmpty();

    roundTrip(BIG, 61);
    assertThat(warnings.messages()).hasSize(1);
  }
}
