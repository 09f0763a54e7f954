package dev.redisatomic.readme;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.Queued;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.annotation.Watched;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

class Site {

  private final StringRedisTemplate redis;
  private final RedisAtomicOperations atomic;
  final List<String> log = new ArrayList<>();

  Site(StringRedisTemplate redis, RedisAtomicOperations atomic) {
    this.redis = redis;
    this.atomic = atomic;
  }

  List<String> log() {
    return log;
  }

  @RedisAtomic
  public Queued<Long> visit(String page) {
    Queued<Long> visits = Queued.of(redis.opsForValue().increment("visits:" + page));
    AtomicContext.current().afterCommit(() -> log.add(page + " visited"));
    return visits; // visits.get() works as soon as the caller has it
  }

  @RedisAtomic
  public String visitAndLook(String page) {
    redis.opsForValue().increment("visits:" + page);
    return redis.opsForValue().get("visits:" + page); // with the increment in it
  }

  @RedisAtomic(results = Results.ALL)
  public boolean vote(String poll, String voter) {
    boolean first = redis.opsForSet().add("voters:" + poll, voter) == 1;
    if (first) {
      redis.opsForValue().increment("votes:" + poll);
    }
    return first;
  }

  public boolean lock(String name, String owner) {
    return atomic.execute(
        () -> {
          if (redis.hasKey("lock:" + name)) {
            return false;
          }
          redis.opsForValue().set("lock:" + name, owner);
          return true;
        },
        "lock:" + name);
  }

  @RedisAtomic(policy = "patient")
  public void count(@Watched("count:{}") String name) {
    String count = redis.opsForValue().get("count:" + name);
    redis.opsForValue().set("count:" + name, count == null ? "1" : Long.parseLong(count) + 1 + "");
  }
}
