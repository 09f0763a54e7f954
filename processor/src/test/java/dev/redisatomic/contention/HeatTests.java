package dev.redisatomic.contention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a key is hot. */
class HeatTests {

  private static final Heat CONFLICT = Heat.COLD.afterConflict();

  /** How many calls that cool it takes. */
  private static long callsUntilCold(Heat heat) {
    return Stream.iterate(heat, HeatTests::isHot, hot -> hot.afterCall(false, 0)).count();
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
    assertThat(callsUntilCold(CONFLICT.afterCall(false, 1).afterConflict())).isEqualTo(4);
  }

  @Test
  void afterAChangeForWhichOthersWaitedItStaysHotForEightCalls() {
    Heat hot = CONFLICT.afterCall(true, 1);

    assertThat(callsUntilCold(hot)).isEqualTo(8);
    assertThat(callsUntilCold(hot.afterConflict())).isEqualTo(8);
    assertThat(callsUntilCold(hot.afterCall(true, 1))).isEqualTo(8);
  }

  @Test
  void aCallCoolsIfItChangedNothingOrNobodyWaited() {
    assertThat(callsUntilCold(CONFLICT.afterCall(false, 0))).isEqualTo(3);
    assertThat(callsUntilCold(CONFLICT.afterCall(false, 1))).isEqualTo(3);
    assertThat(callsUntilCold(CONFLICT.afterCall(true, 0))).isEqualTo(3);
  }

  @Test
  void itDoesNotGetColderThanCold() {
    Heat cold = Heat.COLD.afterCall(false, 0);

    assertThat(cold).isEqualTo(Heat.COLD);
  }

  @Test
  void conflictsAreCounted() {
    assertThat(CONFLICT.conflicts()).isEqualTo(1);
    assertThat(CONFLICT.afterCall(true, 1).afterConflict().conflicts()).isEqualTo(2);
  }

  @Test
  void oneConflictMakesItWarmAndOthersThatWaitMakeItHot() {
    assertThat(CONFLICT.afterConflict().isWarmAtMost()).isTrue();
    assertThat(CONFLICT.afterCall(true, 1).isWarmAtMost()).isFalse();
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

    assertThat(CONFLICT.alone()).isZero();
    assertThat(
            Stream.iterate(written, heat -> heat.alone() > 0, heat -> heat.afterCall(true, 1))
                .count())
        .isEqualTo(500);
    assertThat(written.afterConflict().alone()).isEqualTo(500);
  }

  @Test
  void severalThatWaitAtOnceMakeACrowd() {
    Heat crowded = CONFLICT.afterCall(true, 2);

    assertThat(CONFLICT.afterCall(true, 1).isCrowded()).isFalse();
    assertThat(CONFLICT.afterCall(false, 2).isCrowded()).isFalse();
    assertThat(crowded.isCrowded()).isTrue();
    assertThat(Stream.iterate(crowded, Heat::isCrowded, heat -> heat.afterCall(true, 1)).count())
        .isEqualTo(8);
    assertThat(crowded.afterForeignWrite().isCrowded()).isFalse();
  }
}
