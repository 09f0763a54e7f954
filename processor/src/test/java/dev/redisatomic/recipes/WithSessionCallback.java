package dev.redisatomic.recipes;

import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Before the migration. */
class WithSessionCallback {

  private final StringRedisTemplate redis;

  WithSessionCallback(StringRedisTemplate redis) {
    this.redis = redis;
  }

  public boolean take(String product) {
    return redis.execute(
        new SessionCallback<Boolean>() {
          @Override
          @SuppressWarnings("unchecked")
          public <K, V> Boolean execute(RedisOperations<K, V> operations) {
            var session = (RedisOperations<String, String>) operations;
            while (true) {
              session.watch("stock:" + product);
              String left = session.opsForValue().get("stock:" + product);
              if (left == null || Long.parseLong(left) < 1) {
                session.unwatch();
                return false;
              }
              session.multi();
              session.opsForValue().decrement("stock:" + product);
              session.opsForList().rightPush("taken", product);
              if (!session.exec().isEmpty()) {
                return true;
              }
            }
          }
        });
  }
}
