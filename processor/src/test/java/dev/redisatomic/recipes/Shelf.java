package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import org.springframework.data.redis.core.StringRedisTemplate;

/** After the migration, whichever it was. */
class Shelf {

  private final StringRedisTemplate redis;

  Shelf(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @RedisAtomic
  public boolean take(@Watched("stock:{}") String product) {
    String left = redis.opsForValue().get("stock:" + product);
    if (left == null || Long.parseLong(left) < 1) {
      return false;
    }
    redis.opsForValue().decrement("stock:" + product);
    redis.opsForList().rightPush("taken", product);
    return true;
  }
}
