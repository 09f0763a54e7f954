package dev.redisatomic.testing.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.testing.AtomicCalls;
import dev.redisatomic.testing.AutoConfigureRedisAtomic;
import dev.redisatomic.testing.EmbeddedRedis;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;

@DataRedisTest
@Import(BankService.class)
@EmbeddedRedis(EmbeddedRedis.Topology.CLUSTER)
@AutoConfigureRedisAtomic(hideValues = true)
class SliceTests {

  @Autowired BankService bank;

  @Test
  void isAtomic(@Autowired StringRedisTemplate redis, AtomicCalls calls) {
    redis.opsForValue().set("account:{bank}alice:balance", "100");

    bank.transfer("{bank}alice", "{bank}bob", 60);

    assertThat(calls.last("BankService.transfer")).committed();
    assertThat(calls.last("BankService.transfer").toString()).doesNotContain("60");
  }
}
