package dev.redisatomic.recipes;

import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Before the migration. */
class WithScript {

  private final StringRedisTemplate redis;

  WithScript(StringRedisTemplate redis) {
    this.redis = redis;
  }

  private static final RedisScript<Boolean> TAKE =
      RedisScript.of(
          """
          local left = tonumber(redis.call('GET', KEYS[1]) or '0')
          if left < 1 then
            return 0
          end
          redis.call('DECR', KEYS[1])
          redis.call('RPUSH', KEYS[2], ARGV[1])
          return 1
          """,
          Boolean.class);

  public boolean take(String product) {
    return redis.execute(TAKE, List.of("stock:" + product, "taken"), product);
  }
}
