package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations;

class SlidingWindow {

  private static final int LIMIT = 3;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final StringRedisTemplate redis;
  private final ZSetOperations<String, String> calls;

  SlidingWindow(StringRedisTemplate redis) {
    this.redis = redis;
    this.calls = redis.opsForZSet();
  }

  @RedisAtomic
  public boolean allow(@Watched("window:{}") String client, String call, double now) {
    String window = "window:" + client;
    double start = now - WINDOW.toMillis();
    if (calls.count(window, start, now) >= LIMIT) {
      return false;
    }
    calls.removeRangeByScore(window, 0, start - 1);
    calls.add(window, call, now);
    redis.expire(window, WINDOW);
    return true;
  }
}
