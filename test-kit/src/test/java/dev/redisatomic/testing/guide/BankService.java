package dev.redisatomic.testing.guide;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.Objects;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The service of the README. */
class BankService {

  private final StringRedisTemplate redis;

  BankService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @RedisAtomic
  public boolean transfer(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount) {
    String balance = redis.opsForValue().get("account:" + from + ":balance");
    if (Long.parseLong(Objects.requireNonNull(balance)) < amount) {
      return false;
    }
    redis.opsForValue().decrement("account:" + from + ":balance", amount);
    redis.opsForValue().increment("account:" + to + ":balance", amount);
    return true;
  }
}
