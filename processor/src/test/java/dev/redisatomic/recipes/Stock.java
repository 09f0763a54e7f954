package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, Long> wanted = new LinkedHashMap<>();
    lines.forEach(line -> wanted.merge("stock:" + line.product(), line.quantity(), Long::sum));
    Iterator<String> left = values.multiGet(wanted.keySet()).iterator();
    for (long quantity : wanted.values()) {
      String some = left.next();
      if (some == null || Long.parseLong(some) < quantity) {
        return false;
      }
    }
    wanted.forEach((key, quantity) -> values.decrement(key, quantity));
    return true;
  }
}
