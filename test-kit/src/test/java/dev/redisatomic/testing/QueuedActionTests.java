package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/**
 * An action that waits in the queue behind the call that waits for it: one of them has to give way.
 */
@TestPropertySource(properties = "redis.atomic.contention.local-queue=always")
class QueuedActionTests extends BankTestCase {

  @Test
  void theCallGivesItsTurnAway(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.beforeCommitOf(TRANSFER).once(() -> bank.transfer("1", "3", 30));

    assertThat(bank.transfer("1", "2", 60)).isTrue();

    assertThat(get("1")).isEqualTo("10");
    assertThat(calls.last(TRANSFER)).committed().inAttempts(2);
  }
}
