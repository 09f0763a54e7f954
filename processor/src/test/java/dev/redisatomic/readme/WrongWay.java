package dev.redisatomic.readme;

import dev.redisatomic.annotation.RedisAtomic;
import java.util.List;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

/** What the README's rules call wrong, or slow. */
class WrongWay {

  private final ValueOperations<String, String> values;
  private final HashOperations<String, String, String> hashes;

  WrongWay(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
    this.hashes = redis.opsForHash();
  }

  @RedisAtomic
  public String ticket(String name) {
    // NullPointerException: no result yet
    long no = values.increment("tickets");
    values.set("ticket:" + no, name);
    return "ticket:" + no;
  }

  @RedisAtomic
  public void take(List<String> products) {
    for (String product : products) {
      // second product: on a copy, because
      // the first has changed the hash
      String left = hashes.get("stock", product);
      hashes.put("stock", product, oneLess(left));
    }
  }

  static String oneLess(String left) {
    return String.valueOf(Long.parseLong(left) - 1);
  }
}
