package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

class UserNames {

  private final StringRedisTemplate redis;
  private final ValueOperations<String, String> values;
  private final HashOperations<String, String, String> hashes;

  UserNames(StringRedisTemplate redis) {
    this.redis = redis;
    this.values = redis.opsForValue();
    this.hashes = redis.opsForHash();
  }

  @RedisAtomic
  public boolean rename(String user, String name) {
    if (!values.setIfAbsent("name:" + name, user)) {
      return false; // taken
    }
    String old = hashes.get("user:" + user, "name");
    if (old != null) {
      redis.delete("name:" + old);
    }
    hashes.put("user:" + user, "name", name);
    return true;
  }
}
