package dev.redisatomic.readme;

import dev.redisatomic.annotation.RedisAtomic;
import java.util.List;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What the README's rules call wrong. */
class WriteThenRead {

  private final StringRedisTemplate redis;
  private final HashOperations<String, String, String> hashes;

  WriteThenRead(StringRedisTemplate redis) {
    this.redis = redis;
    this.hashes = redis.opsForHash();
  }

  @RedisAtomic
  public String hit(String page) {
    redis.opsForValue().increment(page);
    // throws ReadAfterWriteException
    return redis.opsForValue().get(page);
  }

  @RedisAtomic
  public void take(List<String> products) {
    for (String product : products) {
      // second product: ReadAfterWriteException,
      // because the first has changed the hash
      String left = hashes.get("stock", product);
      hashes.put("stock", product, oneLess(left));
    }
  }

  static String oneLess(String left) {
    return String.valueOf(Long.parseLong(left) - 1);
  }
}
