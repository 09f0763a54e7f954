package dev.redisatomic.readme;

import static dev.redisatomic.readme.WrongWay.oneLess;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import java.util.List;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

/** What the README's rules call right, or better. */
class RightWay {

  private final ValueOperations<String, String> values;
  private final HashOperations<String, String, String> hashes;

  RightWay(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
    this.hashes = redis.opsForHash();
  }

  @RedisAtomic
  public String ticket(String name) {
    AtomicContext atomic = AtomicContext.current();
    long no = atomic.now(() -> values.increment("tickets"));
    values.set("ticket:" + no, name);
    return "ticket:" + no;
  }

  @RedisAtomic
  public void take(List<String> products) {
    List<String> left = hashes.multiGet("stock", products);
    for (int i = 0; i < left.size(); i++) {
      String less = oneLess(left.get(i));
      hashes.put("stock", products.get(i), less);
    }
  }
}
