package dev.redisatomic.soak;

import dev.redisatomic.Queued;
import dev.redisatomic.annotation.RedisAtomic;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Lists of the ids of those who appended to them. */
class Lists {

  private final StringRedisTemplate redis;

  Lists(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /** Appends after reading other lists, so that it depends on them. */
  @RedisAtomic
  public void append(Observation seen, List<String> readBefore, String list) {
    seen.attempt();
    readBefore.forEach(other -> elements(seen, other));
    seen.wrote(list, seen.id(), Queued.of(redis.opsForList().rightPush(list, seen.id())));
  }

  @RedisAtomic
  public void read(Observation seen, List<String> lists) {
    seen.attempt();
    lists.forEach(list -> elements(seen, list));
  }

  private void elements(Observation seen, String list) {
    seen.read(list, redis.opsForList().range(list, 0, -1));
  }
}
