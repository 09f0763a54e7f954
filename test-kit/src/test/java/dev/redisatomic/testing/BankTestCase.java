package dev.redisatomic.testing;

import dev.redisatomic.RedisAtomicOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A test of a user of the kit; subclasses are run with a driver each. */
@SpringBootTest(classes = BankApplication.class)
@EmbeddedRedis
@AutoConfigureRedisAtomic
abstract class BankTestCase {

  static final String TRANSFER = "BankService.transfer";

  @Autowired protected BankService bank;
  @Autowired protected PaymentService payments;
  @Autowired protected RedisAtomicOperations atomic;
  @Autowired protected StringRedisTemplate redis;

  void set(String account, long balance) {
    redis.opsForValue().set("account:" + account, Long.toString(balance));
  }

  @Nullable String get(String account) {
    return redis.opsForValue().get("account:" + account);
  }
}
