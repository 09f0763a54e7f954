package com.example.bank;

import dev.redisatomic.testing.AutoConfigureRedisAtomic;
import dev.redisatomic.testing.EmbeddedRedis;
import dev.redisatomic.testing.Interference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/** Run on its own, and has to fail. */
@SpringBootTest
@EmbeddedRedis
@AutoConfigureRedisAtomic
class UnusedInterference {

  @Test
  void plansAConflictThatDoesNotHappen(Interference interference) {
    interference.beforeCommitOf("BankService.transfer").once(() -> {});
  }
}
