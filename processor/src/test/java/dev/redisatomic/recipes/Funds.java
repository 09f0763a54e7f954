package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

class Funds {

  private final ValueOperations<String, String> values;

  Funds(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
  }

  @RedisAtomic
  public boolean transfer(
      @Watched("balance:{}") String from, @Watched("balance:{}") String to, long amount) {
    String balance = values.get("balance:" + from);
    if (balance == null || Long.parseLong(balance) < amount) {
      return false;
    }
    values.decrement("balance:" + from, amount);
    values.increment("balance:" + to, amount);
    return true;
  }
}
