package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

class Payments {

  private final ValueOperations<String, String> values;

  Payments(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
  }

  @RedisAtomic
  public String pay(
      @Watched("request:{}") String request, @Watched("balance:{}") String account, long amount) {
    String earlier = values.get("request:" + request);
    if (earlier != null) {
      return earlier;
    }
    long left = Long.parseLong(values.get("balance:" + account)) - amount;
    String answer = left < 0 ? "refused" : "paid";
    if (left >= 0) {
      values.set("balance:" + account, String.valueOf(left));
    }
    values.set("request:" + request, answer, Duration.ofDays(1));
    return answer;
  }
}
