package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

class Stock {

  private final ValueOperations<String, String> values;

  Stock(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
  }

  record Line(String product, long quantity) {}

  @RedisAtomic
  public boolean reserve(@Watched("stock:#{product}") List<Line> lines) {
    List<String> left =
        values.multiGet(lines.stream().map(line -> "stock:" + line.product()).toList());
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) == null || Long.parseLong(left.get(i)) < lines.get(i).quantity()) {
        return false;
      }
    }
    lines.forEach(line -> values.decrement("stock:" + line.product(), line.quantity()));
    return true;
  }
}
