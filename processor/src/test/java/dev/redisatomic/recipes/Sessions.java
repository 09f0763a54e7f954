package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;

class Sessions {

  private final StringRedisTemplate redis;

  Sessions(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @RedisAtomic
  public boolean logIn(String anonymous, String session, String user) {
    if (!redis.hasKey("session:" + anonymous)) {
      return false; // expired, or upgraded already
    }
    redis.rename("session:" + anonymous, "session:" + session);
    redis.opsForHash().put("session:" + session, "user", user);
    redis.expire("session:" + session, Duration.ofHours(8));
    return true;
  }
}
