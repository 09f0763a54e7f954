package dev.redisatomic.readme;

import static dev.redisatomic.readme.WriteThenRead.oneLess;

import dev.redisatomic.annotation.RedisAtomic;
import java.util.List;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What the README's rules call right. */
class ReadThenWrite {

  private final StringRedisTemplate redis;
  private final HashOperations<String, String, String> hashes;

  ReadThenWrite(StringRedisTemplate redis) {
    this.redis = redis;
    this.hashes = redis.opsForHash();
  }

  @RedisAtomic
  public String hit(String page) {
    String before = redis.opsForValue().get(page);
    String now = before == null ? "1" : oneMore(before);
    redis.opsForValue().set(page, now);
    return now;
  }

  @RedisAtomic
  public void take(List<String> products) {
    List<String> left = hashes.multiGet("stock", products);
    for (int i = 0; i < left.size(); i++) {
      String less = oneLess(left.get(i));
      hashes.put("stock", products.get(i), less);
    }
  }

  private static String oneMore(String before) {
    return String.valueOf(Long.parseLong(before) + 1);
  }
}
