package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

class Counters {

  private final ValueOperations<String, String> values;

  Counters(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
  }

  @RedisAtomic
  public void count(List<String> names) {
    names.forEach(name -> values.increment("count:" + name));
  }
}
