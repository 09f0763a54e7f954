package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

class RateLimiter {

  private static final int LIMIT = 3;

  private final ValueOperations<String, String> values;

  RateLimiter(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
  }

  @RedisAtomic
  public boolean allow(@Watched("calls:{}") String client) {
    String calls = values.get("calls:" + client);
    if (calls == null) {
      values.set("calls:" + client, "1", Duration.ofMinutes(1));
      return true;
    }
    if (Long.parseLong(calls) >= LIMIT) {
      return false;
    }
    values.increment("calls:" + client);
    return true;
  }
}
