package com.example.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.testing.AtomicCalls;
import dev.redisatomic.testing.AutoConfigureRedisAtomic;
import dev.redisatomic.testing.EmbeddedRedis;
import dev.redisatomic.testing.Interference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;

@SpringBootTest
@EmbeddedRedis
@AutoConfigureRedisAtomic
class BankServiceTests {

  @Autowired BankService bank;
  @Autowired StringRedisTemplate redis;

  @Test
  void moneyIsNotSpentTwice(Interference interference, AtomicCalls calls) {
    redis.opsForValue().set("account:alice:balance", "100");

    interference
        .beforeCommitOf("BankService.transfer")
        .once(() -> redis.opsForValue().set("account:alice:balance", "40"));

    assertThat(bank.transfer("alice", "bob", 60)).isFalse();
    assertThat(calls.last("BankService.transfer")).wroteNothing().inAttempts(2);
  }
}
