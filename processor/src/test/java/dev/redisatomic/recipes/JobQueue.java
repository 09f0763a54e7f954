package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ListOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

class JobQueue {

  private final StringRedisTemplate redis;
  private final ListOperations<String, String> lists;
  private final ValueOperations<String, String> values;

  JobQueue(StringRedisTemplate redis) {
    this.redis = redis;
    this.lists = redis.opsForList();
    this.values = redis.opsForValue();
  }

  @RedisAtomic(keys = "jobs")
  public @Nullable String take(String worker) {
    String job = lists.leftPop("jobs");
    if (job != null) {
      lists.rightPush("running", job);
      values.set("worker:" + job, worker, Duration.ofSeconds(30));
    }
    return job;
  }

  @RedisAtomic
  public boolean finish(String worker, String job, String result) {
    if (!worker.equals(values.get("worker:" + job))) {
      return false; // it took too long, and somebody else has the job
    }
    lists.remove("running", 1, job);
    redis.delete("worker:" + job);
    values.set("result:" + job, result, Duration.ofDays(1));
    return true;
  }

  @RedisAtomic
  public boolean putBack(String job) {
    if (redis.hasKey("worker:" + job) || lists.indexOf("running", job) == null) {
      return false; // somebody works on it, or it is done
    }
    lists.remove("running", 1, job);
    lists.leftPush("jobs", job);
    return true;
  }
}
