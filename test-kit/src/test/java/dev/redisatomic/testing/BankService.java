package dev.redisatomic.testing;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What a user of the kit has annotated. */
class BankService {

  private final StringRedisTemplate redis;

  BankService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @RedisAtomic
  boolean transfer(
      @Watched("account:{}") String from, @Watched("account:{}") String to, long amount) {
    String balance = redis.opsForValue().get("account:" + from);
    if (balance == null || Long.parseLong(balance) < amount) {
      return false;
    }
    redis.opsForValue().decrement("account:" + from, amount);
    redis.opsForValue().increment("account:" + to, amount);
    return true;
  }

  @RedisAtomic(exactlyOnce = true)
  void deposit(@Watched("account:{}") String account, long amount) {
    redis.opsForValue().increment("account:" + account, amount);
  }

  @RedisAtomic
  void openAll(List<@Nullable String> accounts) {
    for (String account : accounts) {
      redis.opsForValue().set("account:" + account, "0");
    }
  }

  @RedisAtomic
  @Nullable String balance(@Watched("account:{}") String account) {
    return redis.opsForValue().get("account:" + account);
  }

  /** Reads two keys, which are validated by an EXEC. */
  @RedisAtomic
  List<@Nullable String> balances(String one, String other) {
    return Arrays.asList(balance(one), balance(other));
  }

  @RedisAtomic
  void close(@Watched("account:{}") String account) {
    redis.delete("account:" + account);
  }

  @RedisAtomic
  void close(@Watched("account:{}") String account, @Watched("account:{}") String heir) {
    transfer(account, heir, Long.parseLong(String.valueOf(balance(account))));
    redis.delete("account:" + account);
  }
}
