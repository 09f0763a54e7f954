package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.CommitOutcomeUnknownException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A Boot application on a cluster, or behind a Sentinel. */
@SpringBootTest(classes = BankApplication.class)
@AutoConfigureRedisAtomic
abstract class TopologyCases {

  private static final String TRANSFER = "BankService.transfer";

  @Autowired private BankService bank;
  @Autowired private StringRedisTemplate redis;

  private void set(String account, String balance) {
    redis.opsForValue().set("account:" + account, balance);
  }

  @Test
  void aConflict(Interference interference, AtomicCalls calls) {
    set("{x}1", "100");
    interference.beforeCommitOf(TRANSFER).once(() -> set("{x}1", "40"));

    assertThat(bank.transfer("{x}1", "{x}2", 60)).isFalse();

    assertThat(calls.last(TRANSFER)).wroteNothing().inAttempts(2);
  }

  @Test
  void aLostReply(Interference interference) {
    set("{x}1", "100");
    interference.loseReplyOf(TRANSFER).applied().once();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> bank.transfer("{x}1", "{x}2", 60));

    assertThat(redis.opsForValue().get("account:{x}2")).isEqualTo("60");
  }

  @Test
  void aServerThatSendsElsewhereIsAskedAgain(Interference interference, AtomicCalls calls) {
    set("{x}1", "100");
    interference.refuse(TRANSFER).with("TRYAGAIN Multiple keys request").once();

    assertThat(bank.transfer("{x}1", "{x}2", 60)).isTrue();

    assertThat(calls.last(TRANSFER)).committed().inAttempts(2);
  }
}
