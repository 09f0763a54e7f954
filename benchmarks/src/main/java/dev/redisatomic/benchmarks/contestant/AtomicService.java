package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The work as users of the annotations write it. */
class AtomicService {

  private final StringRedisTemplate redis;

  AtomicService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @RedisAtomic
  public boolean transfer(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount,
      Attempts attempts) {
    attempts.begin();
    String balance = Objects.requireNonNull(redis.opsForValue().get(Keys.account(from)));
    if (Long.parseLong(balance) < amount) {
      return false;
    }
    redis.opsForValue().decrement(Keys.account(from), amount);
    redis.opsForValue().increment(Keys.account(to), amount);
    return true;
  }

  @RedisAtomic
  public List<String> snapshot(List<String> keys, Attempts attempts) {
    attempts.begin();
    return Objects.requireNonNull(redis.opsForValue().multiGet(keys));
  }

  @RedisAtomic
  public void increment(List<String> keys, Attempts attempts) {
    attempts.begin();
    for (String key : keys) {
      redis.opsForValue().increment(key);
    }
  }

  @RedisAtomic
  public boolean reserve(@Watched("stock:{}") String product, Attempts attempts) {
    attempts.begin();
    String key = Keys.stock(product);
    String available = (String) redis.opsForHash().get(key, Keys.AVAILABLE);
    if (Long.parseLong(Objects.requireNonNull(available)) < 1) {
      return false;
    }
    redis.opsForHash().increment(key, Keys.AVAILABLE, -1);
    redis.opsForHash().increment(key, Keys.RESERVED, 1);
    return true;
  }
}
