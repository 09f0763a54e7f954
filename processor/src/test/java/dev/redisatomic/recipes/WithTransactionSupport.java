package dev.redisatomic.recipes;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Before the migration. */
class WithTransactionSupport {

  private final StringRedisTemplate redis;

  WithTransactionSupport(RedisConnectionFactory connectionFactory) {
    redis = new StringRedisTemplate(connectionFactory);
    redis.setEnableTransactionSupport(true);
  }

  @Transactional
  public boolean take(String product) {
    String left = redis.opsForValue().get("stock:" + product); // not guarded
    if (left == null || Long.parseLong(left) < 1) {
      return false;
    }
    redis.opsForValue().decrement("stock:" + product);
    redis.opsForList().rightPush("taken", product);
    return true;
  }
}
