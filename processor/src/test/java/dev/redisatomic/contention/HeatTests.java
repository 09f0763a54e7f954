package dev.redisatomic.contention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a key is hot. */
class HeatTests {

  private static final Heat CONFLICT = Heat.COLD.afterConflict();

  /** How many calls that cool it takes. */
  private static long callsUntilCold(Heat heat) {
    return Stream.iterate(heat, HeatTests::isHot, hot -> hot.afterCall(false, false)).count();
  }

  private static boolean isHot(Heat heat) {
    return heat.keepsQueue(QueueMode.ADAPTIVE, false);
  }

  @Test
  void aKeyIsColdAtFirst() {
    assertThat(isHot(Heat.COLD)).isFalse();
    assertThat(Heat.COLD.conflicts()).isZero();
  }

  @Test
  void afterAConflictItStaysHotForFourCalls() {
    assertThat(callsUntilCold(CONFLICT)).isEqualTo(4);
    assertThat(callsUntilCold(CONFLICT.afterConflict())).isEqualTo(4);
    assertThat(callsUntilCold(CONFLICT.afterCall(false, true).afterConflict())).isEqualTo(4);
  }

  @Test
  void afterAChangeForWhichOthersWaitedItStaysHotForEightCalls() {
    Heat hot = CONFLICT.afterCall(true, true);

    assertThat(callsUntilCold(hot)).isEqualTo(8);
    assertThat(callsUntilCold(hot.afterConflict())).isEqualTo(8);
    assertThat(callsUntilCold(hot.afterCall(true, true))).isEqualTo(8);
  }

  @Test
  void aCallCoolsIfItChangedNothingOrNobodyWaited() {
    assertThat(callsUntilCold(CONFLICT.afterCall(false, false))).isEqualTo(3);
    assertThat(callsUntilCold(CONFLICT.afterCall(false, true))).isEqualTo(3);
    assertThat(callsUntilCold(CONFLICT.afterCall(true, false))).isEqualTo(3);
  }

  @Test
  void itDoesNotGetColderThanCold() {
    Heat cold = Heat.COLD.afterCall(false, false);

    assertThat(cold).isEqualTo(Heat.COLD);
  }

  @Test
  void conflictsAreCounted() {
    assertThat(CONFLICT.conflicts()).isEqualTo(1);
    assertThat(CONFLICT.afterCall(true, true).afterConflict().conflicts()).isEqualTo(2);
  }

  @Test
  void oneConflictMakesItWarmAndOthersThatWaitMakeItHot() {
    assertThat(CONFLICT.afterConflict().isWarmAtMost()).isTrue();
    assertThat(CONFLICT.afterCall(true, true).isWarmAtMost()).isFalse();
  }

  @Test
  void alwaysKeepsAQueueWhileOthersWaitHoweverColdTheKey() {
    assertThat(Heat.COLD.keepsQueue(QueueMode.ALWAYS, true)).isTrue();
    assertThat(CONFLICT.keepsQueue(QueueMode.ALWAYS, false)).isFalse();
  }

  @Test
  void adaptiveKeepsAQueueWhileTheKeyIsHotWhetherOrNotOthersWait() {
    assertThat(CONFLICT.keepsQueue(QueueMode.ADAPTIVE, false)).isTrue();
    assertThat(Heat.COLD.keepsQueue(QueueMode.ADAPTIVE, true)).isFalse();
  }

  @Test
  void offKeepsNone() {
    assertThat(CONFLICT.keepsQueue(QueueMode.OFF, true)).isFalse();
  }

  @Test
  void aWriteFromElsewhereSetsTheNextFiveHundredCallsApart() {
    Heat written = CONFLICT.afterForeignWrite();

    assertThat(CONFLICT.apart()).isZero();
    assertThat(
            Stream.iterate(written, heat -> heat.apart() > 0, heat -> heat.afterCall(true, true))
                .count())
        .isEqualTo(500);
    assertThat(written.afterConflict().apart()).isEqualTo(500);
  }
}
