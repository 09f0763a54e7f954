package dev.redisatomic.readme;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

class Shop {

  private final StringRedisTemplate redis;

  Shop(StringRedisTemplate redis) {
    this.redis = redis;
  }

  record Line(String product, long quantity) {}

  @RedisAtomic(keys = "reservations", maxRetriesString = "${shop.reserve.max-retries}")
  public boolean reserve(@Watched("stock:#{product}") List<Line> lines) {
    for (Line line : lines) {
      String available = (String) redis.opsForHash().get("stock:" + line.product(), "available");
      if (available == null || Long.parseLong(available) < line.quantity()) {
        return false;
      }
    }
    for (Line line : lines) {
      redis.opsForHash().increment("stock:" + line.product(), "available", -line.quantity());
    }
    redis.opsForValue().increment("reservations");
    return true;
  }
}
